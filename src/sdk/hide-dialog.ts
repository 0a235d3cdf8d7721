import type { PageState } from "./page-state.ts";

/** Takes the SDK's dialog away, and what it does to a phone's page. */
export function hideDialog({ dialog }: PageState): void {
  const shown = dialog ?? document.querySelector<HTMLElement>(".imp-dialog");
  if (shown) shown.style.display = "none";
  document.body.classList.remove("imp-payment-progress");
}
