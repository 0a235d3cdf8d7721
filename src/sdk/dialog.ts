import { expectFrameLoads } from "./frame-loads.ts";
import type { PageState } from "./page-state.ts";

/** The SDK's own dialog, in the page or not, and never a copy of it. `null` before the SDK has made it. */
export function sdkDialog({ dialog }: PageState): HTMLElement | null {
  // If an older copy of this library watches the page, `dialog` is never set.
  return dialog ?? document.querySelector<HTMLElement>(".imp-dialog");
}

/** The frames inside the SDK's dialog: its own, and those that a gateway has added. */
export function dialogFrames(state: PageState): HTMLIFrameElement[] {
  return [...(sdkDialog(state)?.querySelectorAll("iframe") ?? [])];
}

/**
 * Puts the SDK's dialog and its `<style>` back into a page whose body was replaced (Turbo, htmx, Astro, pjax, a view
 * transition), and removes copies of the dialog that came with a page from such a library's cache. The SDK keeps its
 * one node and makes no second, so without it no window ever shows.
 *
 * Quick where nothing is missing. A dialog that is put back loads its frames once more: `isFrameReady` is false until
 * they have loaded.
 */
export function restoreDialog(state: PageState): void {
  const dialog = sdkDialog(state);
  if (!dialog) return;
  for (const other of document.querySelectorAll(".imp-dialog")) if (other !== dialog) other.remove();
  state.style ??= [...document.querySelectorAll("style")].find(({ textContent }) =>
    textContent?.includes(".imp-dialog"),
  );
  if (state.style && !state.style.isConnected) document.head.append(state.style);
  if (dialog.isConnected) return;
  forgetFrames(state);
  document.body.append(dialog);
}

/**
 * Marks the present frames as not ready, because they are about to be made anew or loaded again: after an init, after
 * an answer, and when the dialog is put back. With jQuery 3 the SDK makes them anew in a later task; a request sent
 * before that would be kept waiting inside the SDK.
 */
export function forgetFrames(state: PageState): void {
  for (const frame of dialogFrames(state)) state.frames?.delete(frame);
  // Adopted frames had loaded unseen; their next load will be seen.
  state.adopted = undefined;
  expectFrameLoads(state);
}
