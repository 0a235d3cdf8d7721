import type { ImpWindow } from "./imp.ts";

declare const window: ImpWindow;

/** Whether this jQuery has all that the SDK calls; a slim build and jQuery before 1.5 lack some of it. */
export function isWholeJquery(jquery: Partial<JQueryStatic> | undefined): boolean {
  return !!(jquery?.ajax && jquery.Deferred && jquery.getScript && jquery.fn?.ready);
}

/**
 * Called when our jQuery has just run: gives the page its own `jQuery` and `$` back, and keeps ours where it had none.
 */
export function settleJquery(): void {
  const ours = window.jQuery?.noConflict?.(true);
  if (window.jQuery || !isWholeJquery(ours)) return;
  window.jQuery = ours;
  window.$ ??= ours;
}
