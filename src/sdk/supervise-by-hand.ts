import { warn } from "../messages/warn.ts";
import { closePaymentWindow } from "./close-payment-window.ts";
import { isDialogShown } from "./is-dialog-shown.ts";
import type { PageState } from "./page-state.ts";
import { superviseWindow } from "./supervise-window.ts";

/** The way out comes as in a payment of ours: nobody was asked for another time. In milliseconds. */
const exitAfter = 15_000;

/**
 * Looks after a window that the page has opened on `IMP` by hand, as far as that can be done without a promise: keeps it where
 * the customer can use it, lays the way out over one that shows no sign of life, and takes away one that nobody can use. The
 * page is free then, and the next call pays. The shop's own callback isn't called: what came of the payment nobody knows.
 *
 * Called whenever the SDK's dialog has changed, and does nothing but in the moments in which such a window comes or goes.
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
    // Which popups the SDK has opened wasn't seen. Whoever is in one of them isn't on this page.
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
