import { sdkDialog } from "./dialog.ts";
import { pageState } from "./page-state.ts";

/**
 * Remembers where the customer was on the page: a payment inside the page leaves a phone scrolled to the top, and takes
 * the focus.
 *
 * @returns brings the customer back there
 */
export function keepPlace(): () => void {
  const { scrollX, scrollY } = window;
  const focused = focusedElement();
  return () => {
    if (window.scrollY === 0 && scrollY > 0) scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
    // Whoever has moved on to something else on the page is left there.
    const { activeElement, body } = document;
    const isLost = activeElement === body || sdkDialog(pageState())?.contains(activeElement);
    if (isLost && focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  };
}

/** Who has the focus; inside a web component too, which itself can't be given it back. */
function focusedElement(): Element | null {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused;
}
