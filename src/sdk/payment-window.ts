import type { IamportErrorCode } from "../errors.ts";
import type { ImpWindow } from "./imp.ts";
import type { PageState } from "./page-state.ts";

declare const window: ImpWindow;

/**
 * Has the SDK open its window. A popup that the browser refuses, and an error, the SDK tells the customer by
 * `alert`, and nobody else: so both are listened to, and passed on, until the dialog shows, two seconds at most.
 *
 * @param request - calls the SDK
 * @param popups - gets what the SDK opens
 * @param failed - called once the SDK is done with its call
 * @param opening - called before a popup opens: that gets a copy of `sessionStorage` as it is then
 * @returns stops listening
 */
export function openPaymentWindow(
  request: () => void,
  popups: Window[],
  failed: (code: IamportErrorCode, message: string) => void,
  opening: () => void,
): () => void {
  // Called without `this`, which the browser's own take for the window.
  const { open, alert } = window;
  // The call itself, and with jQuery 3, where the SDK starts in a task of its own, any task after this one.
  // In between runs the shop: what that opens or says is none of our business.
  let inSdk = true;
  const report = (code: IamportErrorCode, message: string) => {
    if (inSdk && !isDialogShown()) queueMicrotask(() => failed(code, message));
  };
  const watchedOpen: typeof open = (...args) => {
    opening();
    const popup = open(...args);
    if (!popup || popup.closed) report("POPUP_BLOCKED", "Allow popups.");
    else if (inSdk) popups.push(popup);
    return popup;
  };
  const watchedAlert = (message: unknown) => {
    report("WINDOW_FAILED", `${message}`);
    alert(message);
  };
  const stop = () => {
    clearTimeout(overdue);
    if (window.open === watchedOpen) window.open = open;
    if (window.alert === watchedAlert) window.alert = alert;
  };
  window.open = watchedOpen;
  window.alert = watchedAlert;
  const overdue = setTimeout(stop, 2_000);
  setTimeout(() => {
    inSdk = true;
  });
  try {
    request();
  } catch (error) {
    report("WINDOW_FAILED", `${error}`);
  }
  inSdk = false;
  return stop;
}

/** Whether the payment window covers the page. */
export function isDialogShown(): unknown {
  const dialog = document.querySelector(".imp-dialog");
  return dialog && getComputedStyle(dialog).display !== "none";
}

/** Takes the window away and makes new frames, so that nothing of the payment goes on in the old ones. */
export function closePaymentWindow({ imp, init }: PageState, popups: readonly Window[]): void {
  try {
    // The v1 SDK's newer windows are no dialog. (1.2.0's own `close` leaves popups open, and throws at some gateways.)
    if (imp?.loadUI) imp.close?.();
  } finally {
    const dialog = document.querySelector<HTMLElement>(".imp-dialog");
    if (dialog) dialog.style.display = "none";
    document.body.classList.remove("imp-payment-progress");
    for (const popup of popups) popup.close();
    init?.();
  }
}
