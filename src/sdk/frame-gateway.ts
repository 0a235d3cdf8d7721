import { frameFor } from "./frames.ts";
import type { PageState } from "./page-state.ts";

/**
 * The gateway by which the SDK will take a payment, as its frame's class names it. Without a `pg` that is the default
 * gateway of PortOne's console, which nothing else on the page names.
 */
export function frameGateway(state: PageState, pg: string | undefined): string | undefined {
  const names = frameFor(state, { pg })?.className ?? "";
  return /\bimp-frame-(?!(?:pc|mobile|default)\b)(\w+)/.exec(names)?.[1];
}
