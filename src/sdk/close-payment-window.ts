import { hideDialog } from "./hide-dialog.ts";
import type { PageState } from "./page-state.ts";
import { renewFrames } from "./renew-frames.ts";

/** Takes the window away and makes new frames, so that nothing of the payment goes on in the old ones. */
export function closePaymentWindow(state: PageState, popups: readonly Window[]): void {
  try {
    // The v1 SDK's newer windows are no dialogs, so they need its own `close`. (1.2.0's `close` leaves popups open, and
    // throws with some gateways.)
    if (state.imp?.loadUI) state.imp.close?.();
  } finally {
    hideDialog(state);
    for (const popup of popups) popup.close();
    renewFrames(state);
  }
}
