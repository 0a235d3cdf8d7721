import { sdkDialog } from "./dialog.ts";
import { pageState } from "./page-state.ts";

/** Whether the SDK's dialog covers the page. Whether anybody can use it is another question. */
export function isDialogShown(): boolean {
  const dialog = sdkDialog(pageState());
  return !!dialog?.isConnected && getComputedStyle(dialog).display !== "none";
}
