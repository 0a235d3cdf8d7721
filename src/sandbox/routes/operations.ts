import type { Operations } from "./call.ts";
import { payments } from "./payments.ts";
import { prepare } from "./prepare.ts";

/**
 * Every operation that needs a token. A path of fixed words stands before one with a name in its place:
 * the first that fits is taken.
 */
export const operations: Operations = {
  ...prepare,
  ...payments,
};
