import { focusedElement } from "./focused-element.ts";

const modal = "dialog:modal";

/**
 * The page's own modal `<dialog>`, if one is open. It makes everything outside of it inert, the payment window too, and
 * a script can change that only by closing it.
 */
export function findModal(): Element | null {
  try {
    return document.querySelector(modal) ?? modalOfComponent();
  } catch {
    // Browsers from before 2022 don't know the selector: there a modal can't be found.
    return null;
  }
}

/**
 * A modal inside a web component, where the page's own selectors don't reach. While a modal is open, whatever has the
 * focus or can be clicked is the modal itself or inside it, perhaps by way of a slot.
 */
function modalOfComponent(): Element | null {
  const focused = focusedElement();
  const isFocused = focused && focused !== document.body;
  // Finding the element at a point makes the browser lay the page out, in the middle of the customer's click: so only
  // if nothing has the focus.
  let element = isFocused ? focused : elementAt(innerWidth / 2, innerHeight / 2);
  while (element && !element.matches(modal)) {
    const root = element.getRootNode();
    element =
      element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  }
  return element;
}

/** The innermost element at that point, looking into web components. */
function elementAt(x: number, y: number): Element | null {
  // jsdom does no layout, and has no such function.
  let element = document.elementFromPoint?.(x, y) ?? null;
  for (;;) {
    const root = element?.shadowRoot;
    const inside = root?.elementFromPoint(x, y);
    // `inside` may be the component itself, or something in its slot: then nothing lies deeper.
    if (inside?.getRootNode() !== root || !inside) return element;
    element = inside;
  }
}
