import { forgetFrames, sdkDialog } from "./dialog.ts";
import { hideDialog } from "./hide-dialog.ts";
import type { ImpWindow } from "./imp.ts";
import { isDialogShown } from "./is-dialog-shown.ts";
import { type PageState, pageState } from "./page-state.ts";

declare const window: ImpWindow;

/** What is done when the SDK's dialog has changed, and so may have been opened or closed. */
type DialogChange = (state: PageState) => void;

let onDialogChange: DialogChange | undefined;

/**
 * Sets what is done when the SDK's dialog has changed: it looks after windows that the page opens on `IMP` by hand. It
 * is set from outside so that a page that only loads the SDK doesn't carry that code.
 */
export function whenDialogChanges(lookAfter: DialogChange): void {
  onDialogChange = lookAfter;
}

/** Records from now on what can't be found out later: which payment frames load, and what the page's policies block. */
export function watchPage(state: PageState): void {
  if (state.frames) return;
  const frames = new WeakSet<EventTarget>();
  state.frames = frames;
  watchDialogs(state);
  // `load` doesn't bubble, but it can be captured: that tells which payment frames the SDK can use.
  document.addEventListener(
    "load",
    ({ target }) => {
      // Only the SDK's frames have such an address. The SDK appends a frame with `about:blank` before it sets the
      // address.
      const frame = target as HTMLIFrameElement;
      if (!/\/ready\//.test(frame.src)) return;
      frames.add(frame);
      const load = { frame, at: performance.now(), isOffline: !navigator.onLine };
      state.frameLoads = [...(state.frameLoads ?? []), load].slice(-remembered);
    },
    true,
  );
  // A page that the Back button brings back still has the window over it, and no answer will come. Requests of this
  // library handle that themselves; this is for an identity verification and the like, called on `IMP` by hand.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted || state.payment || !isDialogShown()) return;
    hideDialog(state);
    // Before `init`, which throws on a page that has taken jQuery away: then the next payment renews the frames.
    forgetFrames(state);
    state.init?.();
  });
  document.addEventListener("securitypolicyviolation", (event) => {
    state.violations = [...(state.violations ?? []), event].slice(-remembered);
  });
}

/**
 * Remembers the SDK's dialog, and removes copies of it that come with a page from a router's cache (Turbo, htmx). A
 * copy made while a window was open covers the page, and keeps the customer from the very button whose payment would
 * remove it.
 */
function watchDialogs(state: PageState): void {
  // A live collection, which is cheap to look at on a page that changes all the time.
  const dialogs = document.getElementsByClassName("imp-dialog");
  const look = () => {
    if (dialogs.length === 0) return;
    // A test has begun afresh on the same page, with an SDK of its own: this one's watch is over.
    if (pageState() !== state) {
      changes.disconnect();
      return observer.disconnect();
    }
    if (!state.dialog) for (const dialog of [...dialogs]) if (isWrittenDown(dialog)) dialog.remove();
    // The first one seen is the SDK's, wherever the page moves it later; the page may replace its body before a frame
    // has come.
    const own = sdkDialog(state);
    if (own && own !== state.dialog) {
      changes.observe(own, { attributeFilter: ["style", "class"] });
      own.setAttribute(mark, "");
    }
    state.dialog = own;
    const copies = [...dialogs].filter((dialog) => dialog !== own);
    // While a payment is open, its supervision looks after the dialog.
    if (copies.length === 0 || state.payment) return;
    for (const copy of copies) copy.remove();
    if (!isDialogShown()) hideDialog(state);
  };
  const changes = new MutationObserver(() => onDialogChange?.(state));
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
  look();
}

/** The attribute that marks the SDK's own dialog. */
const mark = "data-iamport-request-pay";

/**
 * Whether a dialog, before any is known to be the SDK's, came with the HTML: a browser that renders pages for others to read (prerender.io, react-snap) has
 * saved it with the rest of the page. Such a dialog has frames, and no SDK that would speak to them.
 */
function isWrittenDown(dialog: Element): boolean {
  return dialog.hasAttribute(mark) || !window.IMP;
}

/** How many loads and violations are kept at most: a page's frames may load over and over. */
const remembered = 40;
