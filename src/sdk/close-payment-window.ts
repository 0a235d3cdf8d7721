import { sdkDialog } from "./dialog.ts";
import { renewFrames } from "./frames.ts";
import type { PageState } from "./page-state.ts";

/** Takes the window away and makes new frames, so that nothing of the payment goes on in the old ones. */
export function closePaymentWindow(state: PageState, popups: readonly Window[] = []): void {
  const { imp } = state;
  try {
    // The v1 SDK's newer windows are no dialog. (1.2.0's own `close` leaves popups open, and throws at some gateways.)
    if (imp?.loadUI) imp.close?.();
  } finally {
    const dialog = sdkDialog(state);
    if (dialog) dialog.style.display = "none";
    document.body.classList.remove("imp-payment-progress");
    for (const popup of popups) popup.close();
    renewFrames(state);
  }
}
