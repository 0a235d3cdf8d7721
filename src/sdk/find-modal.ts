/**
 * The page's own modal `<dialog>`, if one is open. It makes everything outside of it inert, the payment window too, and
 * nothing that a script can do changes that but closing it.
 */
export function findModal(): Element | null {
  try {
    return document.querySelector("dialog:modal");
  } catch {
    // A browser that doesn't know the selector, before 2022: there is no telling.
    return null;
  }
}
