import { warn } from "../messages/warn.ts";
import { closePaymentWindow } from "./close-payment-window.ts";
import { isDialogShown } from "./is-dialog-shown.ts";
import type { PageState } from "./page-state.ts";
import { superviseWindow } from "./supervise-window.ts";

/** After how many milliseconds the way out is shown: a payment's default, since a call by hand can't name another. */
const exitAfter = 15_000;

/**
 * Looks after a window that the page has opened on `IMP` by hand, as far as that can be done without a promise: keeps
 * it where the customer can use it, lays the way out over one that shows no sign of life, and closes one that nobody
 * can use. After that the page is free, and the next call opens a window. The shop's own callback isn't called, since
 * nobody knows what came of the payment.
 *
 * Called whenever the SDK's dialog has changed; does nothing unless such a window has just opened or closed.
 */
export function superviseByHand(state: PageState): void {
  const isByHand = !state.payment && isDialogShown();
  if (!isByHand) state.endByHand?.();
  if (!isByHand || state.endByHand) return;
  const close = () => {
    state.endByHand?.();
    closePaymentWindow(state, []);
  };
  const endSupervision = superviseWindow({
    state,
    popups: [],
    // Nobody saw which popups the SDK has opened. While the customer is in one of them, this page doesn't have the
    // focus.
    isInPopup: () => !document.hasFocus(),
    exitAfter,
    language: undefined,
    onLife: () => {},
    onGone: close,
    onUnusable: (message) => {
      if (__DEV__ && message) warn(message);
      close();
    },
  });
  state.endByHand = () => {
    state.endByHand = undefined;
    endSupervision();
  };
}
