import { expectFrameLoads } from "./frame-loads.ts";
import type { PageState } from "./page-state.ts";

/** The SDK's own dialog, in the page or not, and never a copy of it. `null` before the SDK has made it. */
export function sdkDialog({ dialog }: PageState): HTMLElement | null {
  // An older copy of this library that watches the page doesn't remember it.
  return dialog ?? document.querySelector<HTMLElement>(".imp-dialog");
}

/** The frames inside the SDK's dialog: its own, and those that a gateway has added. */
export function dialogFrames(state: PageState): HTMLIFrameElement[] {
  return [...(sdkDialog(state)?.querySelectorAll("iframe") ?? [])];
}

/**
 * Puts the SDK's dialog and its `<style>` back into a page whose body was replaced (Turbo, htmx, Astro, pjax, a view
 * transition), and takes copies of it out that came with a page from such a library's cache. The SDK keeps the node and
 * makes no second one, so without it no window ever shows.
 *
 * Quick where nothing is missing. After it the frames load once more: `isFrameReady` is false until they have.
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
 * The frames that are there take no more payments, since the SDK makes them anew or loads them again: after an init, after
 * an answer, and when the dialog is put back. With jQuery 3 it does so in a later task, and would meanwhile take a request
 * that it then keeps.
 */
export function forgetFrames(state: PageState): void {
  for (const frame of dialogFrames(state)) state.frames?.delete(frame);
  // They had loaded unseen, but will now be seen to load.
  state.adopted = undefined;
  expectFrameLoads(state);
}
