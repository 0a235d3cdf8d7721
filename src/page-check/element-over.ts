/**
 * The element that keeps the customer from the payment window: the inert one around the window, or whatever lies above
 * it at the middle of the screen (for a modal dialog inside a shadow root, its host). `undefined` where that can't be
 * told.
 */
export function elementOver(dialog: Element): Element | undefined {
  const inert = dialog.closest("[inert]");
  if (inert) return inert;
  // jsdom does no layout, and has no such function.
  const there = document.elementFromPoint?.(innerWidth / 2, innerHeight / 2);
  // Where the body isn't shown, what is left is the page itself.
  return there && there !== document.documentElement && !dialog.contains(there) ? there : undefined;
}
