/**
 * What keeps the customer from the payment window: something with a higher place where its middle is, a modal dialog inside
 * a shadow root by its host, or what is inert. `undefined` where that can't be told.
 */
export function elementOver(dialog: Element): Element | undefined {
  const inert = dialog.closest("[inert]");
  if (inert) return inert;
  // Nothing is drawn on a test's page, and there is no such function.
  const there = document.elementFromPoint?.(innerWidth / 2, innerHeight / 2);
  // Where the body isn't shown, what is left is the page itself.
  return there && there !== document.documentElement && !dialog.contains(there) ? there : undefined;
}
