/**
 * Brings the payment window to where the customer can use it. A dialog library of the page's may have switched off
 * the pointer for the whole body, made the body's other children inert and hidden them from screen readers, or put a
 * layer over everything; the page may have hidden its body, or moved it.
 */
export function makeUsable(dialog: HTMLElement): void {
  for (let element: Element | null = dialog; element; element = element.parentElement) {
    element.removeAttribute("inert");
    element.removeAttribute("aria-hidden");
  }
  for (const [name, value] of Object.entries(important)) dialog.style.setProperty(name, value, "important");
  leaveFullScreen(dialog);
  // In the top layer it is out of the body's hands: only what lies above it there is a reason to enter again.
  if (isCovered(dialog) || (!dialog.hasAttribute("popover") && isOutOfSight(dialog))) enterTopLayer(dialog);
}

/** Against what the body hands down; and above the SDK's own z-index, 99999. */
const important = { "pointer-events": "auto", visibility: "visible", "z-index": "2147483647" };

/** Whether the customer gets at something else where the window's middle is, or at nothing. */
export function isCovered(dialog: HTMLElement): boolean {
  // Not in every environment: jsdom lays nothing out.
  const there = document.elementFromPoint?.(innerWidth / 2, innerHeight / 2);
  return !!there && !dialog.contains(there);
}

/**
 * A body with a `transform` or a `filter` has the window scroll with it, and is as high as the page in place of the screen;
 * one that fades takes the window along.
 */
function isOutOfSight(dialog: HTMLElement): boolean {
  return isAsHighAsPage(dialog) || dialog.checkVisibility?.({ opacityProperty: true }) === false;
}

function isAsHighAsPage({ offsetHeight }: HTMLElement): boolean {
  return offsetHeight > innerHeight * 1.5;
}

/** What is full screen makes all the rest inert, what is in the top layer too. There the window can't be used. */
function leaveFullScreen(dialog: HTMLElement): void {
  const shown = document.fullscreenElement;
  // A browser that refuses leaves the window covered, and that ends the payment.
  if (shown && !shown.contains(dialog)) document.exitFullscreen().catch(() => {});
}

/** What browsers give a popover, taken back. */
const asNoPopover = { inset: "0", width: "100%", height: "100%", margin: "0", padding: "0", border: "0" };

/**
 * Above popovers and every `z-index`. As a popover the window keeps its place in the document, so that its
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
  if (!isAsHighAsPage(dialog)) return;
  // WebKit leaves it as high as a body that has a `transform`, whatever its style says, until its position changes.
  dialog.style.position = "static";
  // To read the height is to have it laid out.
  void dialog.offsetHeight;
  dialog.style.position = "";
}

/** Gives the dialog back to the SDK as that had it. */
export function undoUsable(dialog: HTMLElement): void {
  if (dialog.hasAttribute("popover")) {
    dialog.hidePopover?.();
    dialog.removeAttribute("popover");
    for (const name of [...Object.keys(asNoPopover), "background-color"]) dialog.style.removeProperty(name);
  }
  for (const name of Object.keys(important)) dialog.style.removeProperty(name);
}
