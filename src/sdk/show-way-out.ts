/**
 * Lays a button over a payment window that may be dead. The button and the Escape key end the payment.
 *
 * @param over - where the button goes: into the SDK's dialog, since on a phone the SDK hides all else, or into the
 *   page's body
 * @param language - the payment's, as the shop gave it; the page's, if that is no text
 * @returns a function that takes the button away
 */
export function showWayOut(over: HTMLElement, language: unknown, leave: () => void): () => void {
  const asked = typeof language === "string" && language;
  const isKorean = (asked || document.documentElement.lang || "ko").startsWith("ko");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = isKorean ? "결제창 닫기" : "Close the payment window";
  // At the top, where gateways have their title: buttons that pay are at the bottom, those that close at the corners.
  button.style.cssText =
    "all:revert;position:fixed;top:8px;left:50%;transform:translateX(-50%);z-index:2147483647;min-height:44px;" +
    "padding:0 20px;border:2px solid #fff;border-radius:22px;background:#1f2937;color:#fff;cursor:pointer;" +
    "font:600 15px/1.2 system-ui,sans-serif;white-space:nowrap;pointer-events:auto;box-shadow:0 2px 12px #0006";
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    leave();
  };
  button.addEventListener("click", leave);
  addEventListener("keydown", press, true);
  over.prepend(button);
  // A customer who is typing inside the window keeps the focus there.
  if (!over.contains(document.activeElement) || over === document.body) button.focus({ preventScroll: true });
  return () => {
    removeEventListener("keydown", press, true);
    button.remove();
  };
}
