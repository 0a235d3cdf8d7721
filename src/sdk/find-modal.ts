import { focusedElement } from "./focused-element.ts";

const modal = "dialog:modal";

/**
 * The page's own modal `<dialog>`, if one is open. It makes everything outside of it inert, the payment window too, and
 * nothing that a script can do changes that but closing it.
 */
export function findModal(): Element | null {
  try {
    return document.querySelector(modal) ?? modalOfComponent();
  } catch {
    // A browser that doesn't know the selector, before 2022: there is no telling.
    return null;
  }
}

/**
 * One inside a web component, where no selector of the page's looks. Whatever has the focus or is hit while a modal is open
 * is that, or stands in it, also by a slot.
 */
function modalOfComponent(): Element | null {
  const focused = focusedElement();
  const isFocused = focused && focused !== document.body;
  // To find what is hit, the browser lays the page out, in the middle of the customer's click: only if nobody has the focus.
  let element = isFocused ? focused : elementAt(innerWidth / 2, innerHeight / 2);
  while (element && !element.matches(modal)) {
    const root = element.getRootNode();
    element =
      element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  }
  return element;
}

/** The innermost element there, down through web components. */
function elementAt(x: number, y: number): Element | null {
  // Not in every environment: jsdom lays nothing out.
  let element = document.elementFromPoint?.(x, y) ?? null;
  for (;;) {
    const root = element?.shadowRoot;
    const inside = root?.elementFromPoint(x, y);
    // It may be the component itself, or what stands in its slot.
    if (inside?.getRootNode() !== root || !inside) return element;
    element = inside;
  }
}
