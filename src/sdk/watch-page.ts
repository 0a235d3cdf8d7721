import { hideDialog } from "./hide-dialog.ts";
import type { PageState } from "./page-state.ts";

/**
 * Takes away what a page that comes back with Back has over it: no answer comes any more. (A payment of ours sees to its
 * own; this is for identity verification and the like, called on `IMP` by hand.)
 *
 * Writes down from now on what can't be found out later: which payment frames have loaded, what the page's policies
 * block, and which dialog is the SDK's own.
 */
export function watchPage(state: PageState): void {
  if (state.frames) return;
  state.frames = new WeakSet();
  // `load` doesn't bubble, but it can be captured: that tells which payment frames the SDK can use.
  document.addEventListener("load", ({ target }) => target && noteFrame(state, target), true);
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted || state.payment) return;
    hideDialog(state);
    state.init?.();
  });
  document.addEventListener(
    "securitypolicyviolation",
    ({ disposition, effectiveDirective: directive, blockedURI }) => {
      if (disposition === "report") return;
      state.violations = lastOf(state.violations, { directive, blockedURI, at: performance.now() });
    },
  );
}

function noteFrame(state: PageState, target: EventTarget): void {
  // Only frames have such an address. The SDK appends one with `about:blank` before it sets the address.
  const frame = target as HTMLIFrameElement;
  if (!/\/ready\//.test(frame.src)) return;
  state.frames?.add(frame);
  state.frameLoads = lastOf(state.frameLoads, {
    address: frame.src,
    at: performance.now(),
    isOffline: !navigator.onLine,
  });
  rememberDialog(state, frame);
}

/** The dialog that is seen first is the SDK's: it makes one, once. A copy comes from a page that is put back. */
export function rememberDialog(state: PageState, frame: HTMLIFrameElement): void {
  state.dialog ??= frame.closest<HTMLElement>(".imp-dialog");
  state.style ??= [...document.querySelectorAll("style")].find(({ textContent }) =>
    textContent?.includes(".imp-dialog"),
  );
}

/** A list that doesn't grow without end, on a page whose frames load over and over. */
function lastOf<Item>(items: readonly Item[] = [], item: Item): Item[] {
  return [...items, item].slice(-40);
}
