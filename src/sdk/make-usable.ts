/** The highest there is; the SDK's own is 99999. */
const highest = "2147483647";

/**
 * Brings the payment window to where the customer can use it. A dialog library of the page's may have switched off
 * the pointer for the whole body, made the body's other children inert and hidden them from screen readers, or put a
 * layer over everything.
 */
export function makeUsable(dialog: HTMLElement): void {
  for (let element: Element | null = dialog; element; element = element.parentElement) {
    element.removeAttribute("inert");
    element.removeAttribute("aria-hidden");
  }
  dialog.style.setProperty("pointer-events", "auto", "important");
  dialog.style.setProperty("z-index", highest, "important");
  if (isCovered(dialog)) enterTopLayer(dialog);
}

/** Whether something else is where the window's middle is. */
function isCovered(dialog: HTMLElement): boolean {
  // Not in every environment: jsdom lays nothing out.
  const there = document.elementFromPoint?.(innerWidth / 2, innerHeight / 2);
  return !!there && !dialog.contains(there);
}

/** What browsers give a popover, taken back. */
const asNoPopover = { inset: "0", width: "100%", height: "100%", margin: "0", padding: "0", border: "0" };

/**
 * Above full screen, popovers and every `z-index`. As a popover the window keeps its place in the document, so that its
 * frames don't load again.
 */
function enterTopLayer(dialog: HTMLElement): void {
  // Not in every browser (Safari before 17): then the highest z-index has to do.
  if (!dialog.showPopover) return;
  const { backgroundColor } = getComputedStyle(dialog);
  dialog.setAttribute("popover", "manual");
  Object.assign(dialog.style, asNoPopover, { backgroundColor });
  // What came into the top layer later lies above: leaving and entering again brings the window up.
  if (dialog.matches(":popover-open")) dialog.hidePopover();
  dialog.showPopover();
}

/** Gives the dialog back to the SDK as that had it. */
export function undoUsable(dialog: HTMLElement): void {
  if (dialog.hasAttribute("popover")) {
    dialog.hidePopover?.();
    dialog.removeAttribute("popover");
    for (const name of [...Object.keys(asNoPopover), "background-color"]) dialog.style.removeProperty(name);
  }
  dialog.style.removeProperty("pointer-events");
  dialog.style.removeProperty("z-index");
}
