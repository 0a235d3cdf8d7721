import { sdkDialog } from "./dialog.ts";
import { focusedElement } from "./focused-element.ts";
import { pageState } from "./page-state.ts";

/**
 * Remembers where the customer was on the page: a payment inside the page leaves a phone scrolled to the top, and takes
 * the focus.
 *
 * @returns a function that brings the customer back there
 */
export function keepPlace(): () => void {
  const { scrollX, scrollY } = window;
  // In a web component, the element inside: the component itself can't be given the focus back.
  const focused = focusedElement();
  return () => {
    if (window.scrollY === 0 && scrollY > 0) scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
    // A customer who has moved on to something else on the page stays there.
    const { activeElement, body } = document;
    const isLost = activeElement === body || sdkDialog(pageState())?.contains(activeElement);
    if (isLost && focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  };
}
