import { sdkDialog } from "./dialog.ts";
import type { PageState } from "./page-state.ts";

/** Takes the SDK's dialog away, and what it does to a phone's page. */
export function hideDialog(state: PageState): void {
  const dialog = sdkDialog(state);
  if (dialog) dialog.style.display = "none";
  document.body.classList.remove("imp-payment-progress");
}
