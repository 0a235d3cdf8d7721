import { hideDialog } from "./hide-dialog.ts";
import type { PageState } from "./page-state.ts";
import { renewFrames } from "./renew-frames.ts";

/** Takes the window away and makes new frames, so that nothing of the payment goes on in the old ones. */
export function closePaymentWindow(state: PageState, popups: readonly Window[]): void {
  try {
    // The v1 SDK's newer windows are no dialog. (1.2.0's own `close` leaves popups open, and throws at some gateways.)
    if (state.imp?.loadUI) state.imp.close?.();
  } finally {
    hideDialog(state);
    for (const popup of popups) popup.close();
    renewFrames(state);
  }
}
