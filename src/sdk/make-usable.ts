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
  // In the top layer the body no longer affects the dialog: it enters again only if something lies above it there.
  if (isCovered(dialog) || (!dialog.hasAttribute("popover") && isOutOfSight(dialog))) enterTopLayer(dialog);
}

/** Overrides what the dialog inherits from the body, and the SDK's own z-index, 99999. */
const important = { "pointer-events": "auto", visibility: "visible", "z-index": "2147483647" };

/** Whether something else lies at the middle of the screen, so that the customer can't reach the window. */
export function isCovered(dialog: HTMLElement): boolean {
  // jsdom does no layout, and has no such function.
  const there = document.elementFromPoint?.(innerWidth / 2, innerHeight / 2);
  return !!there && !dialog.contains(there);
}

/**
 * Whether the body's style takes the window out of sight. In a body with a `transform` or a `filter` the window scrolls
 * along, and is as high as the page in place of the screen; in a body that fades, the window fades too.
 */
function isOutOfSight(dialog: HTMLElement): boolean {
  return isAsHighAsPage(dialog) || dialog.checkVisibility?.({ opacityProperty: true }) === false;
}

function isAsHighAsPage({ offsetHeight }: HTMLElement): boolean {
  return offsetHeight > innerHeight * 1.5;
}

/**
 * Leaves full screen, unless the window is in it: an element in full screen makes all else inert, even what is in the
 * top layer.
 */
function leaveFullScreen(dialog: HTMLElement): void {
  const shown = document.fullscreenElement;
  // If the browser refuses, the window stays covered, and that ends the payment.
  if (shown && !shown.contains(dialog)) document.exitFullscreen().catch(() => {});
}

/** Undoes the style that browsers give a popover. */
const asNoPopover = { inset: "0", width: "100%", height: "100%", margin: "0", padding: "0", border: "0" };

/**
 * Puts the window above popovers and every `z-index`. As a popover it keeps its place in the document, so that its
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
  // Reading the height makes the browser lay it out.
  void dialog.offsetHeight;
  dialog.style.position = "";
}

/** Takes the styles and the popover of `makeUsable` off the SDK's dialog again. */
export function undoUsable(dialog: HTMLElement): void {
  if (dialog.hasAttribute("popover")) {
    dialog.hidePopover?.();
    dialog.removeAttribute("popover");
    for (const name of [...Object.keys(asNoPopover), "background-color"]) dialog.style.removeProperty(name);
  }
  for (const name of Object.keys(important)) dialog.style.removeProperty(name);
}
