/** Whether the SDK's dialog covers the page. Whether anybody can use it is another question. */
export function isDialogShown(): boolean {
  const dialog = document.querySelector(".imp-dialog");
  return !!dialog && getComputedStyle(dialog).display !== "none";
}
