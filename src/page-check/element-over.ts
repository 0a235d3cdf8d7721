/**
 * The element that covers the payment window, or keeps clicks from it: a modal dialog of the page's, something with a
 * higher place, or an ancestor that takes no clicks. `undefined` where nothing does.
 */
export function elementOver(dialog: Element): Element | undefined {
  const modal = modals().find((element) => !element.contains(dialog));
  if (modal) return modal;
  const inert = dialog.closest("[inert]");
  if (inert) return inert;
  const { left, top, width, height } = dialog.getBoundingClientRect();
  for (const [across, down] of points) {
    // Nothing is drawn on a test's page, and there is no such function.
    const element = document.elementFromPoint?.(left + width * across, top + height * down);
    // Where the body isn't shown, what is left is the page itself.
    if (element && element !== document.documentElement && !dialog.contains(element)) return element;
  }
  return undefined;
}

/** The middle first: there the gateway's form is. */
const points = [
  [0.5, 0.5],
  [0.5, 0.25],
  [0.5, 0.75],
  [0.25, 0.5],
  [0.75, 0.5],
] as const;

/** Not every browser, nor a test's page, knows the selector. */
function modals(): Element[] {
  try {
    return [...document.querySelectorAll(":modal")];
  } catch {
    return [];
  }
}
