import { sdkDialog } from "./dialog.ts";
import { hideDialog } from "./hide-dialog.ts";
import { isDialogShown } from "./is-dialog-shown.ts";
import type { PageState } from "./page-state.ts";

/** Writes down from now on what can't be found out later: which payment frames load, and what the page's policies block. */
export function watchPage(state: PageState): void {
  if (state.frames) return;
  const frames = new WeakSet<EventTarget>();
  state.frames = frames;
  // The first dialog is the SDK's, wherever the page puts it, which may replace its body before a frame has come. A copy comes
  // later, with a page that is put back.
  const rememberDialog = () => {
    state.dialog = sdkDialog(state);
    if (state.dialog) untilThere.disconnect();
  };
  const untilThere = new MutationObserver(rememberDialog);
  untilThere.observe(document, { childList: true, subtree: true });
  rememberDialog();
  // `load` doesn't bubble, but it can be captured: that tells which payment frames the SDK can use.
  document.addEventListener(
    "load",
    ({ target }) => {
      // Only the frames have such an address. The SDK appends one with `about:blank` before it sets the address.
      const frame = target as HTMLIFrameElement;
      if (!/\/ready\//.test(frame.src)) return;
      frames.add(frame);
      const load = { frame, at: performance.now(), isOffline: !navigator.onLine };
      state.frameLoads = [...(state.frameLoads ?? []), load].slice(-remembered);
    },
    true,
  );
  // A page that comes back with Back has the window over it still, and no answer comes any more. A payment of ours sees to
  // that by itself; this is for identity verification and the like, called on `IMP` by hand.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted || state.payment || !isDialogShown()) return;
    hideDialog(state);
    state.init?.();
  });
  document.addEventListener("securitypolicyviolation", (event) => {
    state.violations = [...(state.violations ?? []), event].slice(-remembered);
  });
}

/** No more than this many, on a page whose frames load over and over. */
const remembered = 40;
