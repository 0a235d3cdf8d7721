import { sdkDialog } from "./dialog.ts";
import type { PageState } from "./page-state.ts";

/** Hides the SDK's dialog, and undoes what it does to the page on a phone. */
export function hideDialog(state: PageState): void {
  const dialog = sdkDialog(state);
  if (dialog) dialog.style.display = "none";
  document.body.classList.remove("imp-payment-progress");
}
