import type { IamportErrorCode } from "../errors.ts";
import { popupRefused, sdkAlerted, sdkThrew } from "../messages/paying.ts";
import type { ImpWindow } from "./imp.ts";
import { isDialogShown } from "./is-dialog-shown.ts";

declare const window: ImpWindow;

/** What {@link openPaymentWindow} tells of the SDK while that opens its window. */
export interface WindowOpening {
  /** A popup is about to open: it gets a copy of `sessionStorage` as it is now. */
  onOpening(): void;
  /** The SDK has opened a popup for this payment. */
  onPopup(popup: Window): void;
  /** The window can't open. Called once the SDK is done with its call. */
  onFailed(code: IamportErrorCode, message: string | false): void;
}

/** For how long `window.open` and `alert` are listened to, in milliseconds. */
const listenFor = 2_000;

/**
 * Has the SDK open its window. A popup that the browser refuses, and an error, the SDK tells the customer by
 * `alert`, and nobody else: so both are listened to, and passed on, until the dialog shows, two seconds at most.
 *
 * @param callSdk - calls the SDK
 * @returns stops listening
 */
export function openPaymentWindow(callSdk: () => void, opening: WindowOpening): () => void {
  // Called without `this`, which the browser's own take for the window.
  const { open, alert } = window;
  // The call itself, and with jQuery 3, where the SDK starts in a task of its own, any task after this one.
  // In between runs the shop: what that opens or says is none of our business.
  let isSdkRunning = true;
  const report = (code: IamportErrorCode, message: string | false) => {
    if (isSdkRunning && !isDialogShown()) queueMicrotask(() => opening.onFailed(code, message));
  };
  const watchedOpen: typeof open = (...args) => {
    opening.onOpening();
    const popup = open(...args);
    if (!popup || popup.closed) report("POPUP_BLOCKED", __DEV__ && popupRefused());
    else if (isSdkRunning) opening.onPopup(popup);
    return popup;
  };
  const watchedAlert = (message: unknown) => {
    report("WINDOW_FAILED", __DEV__ && sdkAlerted(message));
    alert(message);
  };
  const stop = () => {
    clearTimeout(enough);
    clearTimeout(later);
    if (window.open === watchedOpen) window.open = open;
    if (window.alert === watchedAlert) window.alert = alert;
  };
  window.open = watchedOpen;
  window.alert = watchedAlert;
  const enough = setTimeout(stop, listenFor);
  const later = setTimeout(() => {
    isSdkRunning = true;
  });
  try {
    callSdk();
  } catch (error) {
    report("WINDOW_FAILED", __DEV__ && sdkThrew(error));
  }
  isSdkRunning = false;
  return stop;
}
