import type { PageState } from "./page-state.ts";

/** The SDK's own dialog. */
export function sdkDialog(_state: PageState): HTMLElement | null {
  return document.querySelector<HTMLElement>(".imp-dialog");
}

/** Puts the SDK's dialog back into the page. */
export function restoreDialog(_state: PageState): void {}
