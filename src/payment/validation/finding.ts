import type { Finding as AnyFinding } from "../../request/params/finding.ts";
import type { Words } from "./words.ts";

export type { Values } from "../../request/params/finding.ts";

/** Something that is wrong with a payment's parameter, or looks wrong. */
export type Finding = AnyFinding<Words>;
