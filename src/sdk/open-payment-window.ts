import type { IamportErrorCode } from "../errors.ts";
import { popupRefused, sdkAlerted, sdkThrew } from "../messages/paying.ts";
import type { ImpWindow } from "./imp.ts";
import { isDialogShown } from "./is-dialog-shown.ts";

declare const window: ImpWindow;

/** What {@link openPaymentWindow} calls, and what it calls back while the SDK opens its window. */
export interface WindowOpening {
  /** Calls the SDK. */
  callSdk(): void;
  /** Whether the window is a dialog, which can be seen to open. The v1 SDK's newer windows aren't. */
  hasDialog: boolean;
  /** A popup is about to open: it gets a copy of `sessionStorage` as it is now. */
  onOpening(): void;
  /** The SDK has opened a popup for this payment. */
  onPopup(popup: Window): void;
  /** The window can't open; the cause is what the SDK threw. Called once the SDK is done with its call. */
  onFailed(code: IamportErrorCode, message: string | false, cause?: unknown): void;
}

/** For how long `window.open` and `alert` are listened to at most, and how often the dialog is looked for, in milliseconds. */
const listenFor = 2_000;
const interval = 100;

/**
 * Has the SDK open its window. The SDK reports a refused popup and its own errors to the customer alone, by `alert`. So
 * `window.open` and `alert` are watched and their failures passed on, until the dialog shows, for two seconds at most.
 *
 * @returns a function that stops listening
 */
export function openPaymentWindow({
  callSdk,
  hasDialog,
  onOpening,
  onPopup,
  onFailed,
}: WindowOpening): () => void {
  // Called without `this`: the browser's own functions then take the window.
  const { open, alert } = window;
  // The SDK acts during its call or, with jQuery 3, in a task of its own after this one. In between, the shop's code
  // runs, and what that opens or alerts doesn't count.
  let isInCall = true;
  let isLater = false;
  const report = (code: IamportErrorCode, message: string | false, cause?: unknown) => {
    // If no dialog shows that the window is open, what happens after the call may be the shop's doing.
    const isOfWindow = isInCall || (isLater && hasDialog);
    if (isOfWindow && !isDialogShown()) queueMicrotask(() => onFailed(code, message, cause));
  };
  const watchedOpen: typeof open = (...args) => {
    onOpening();
    const popup = open(...args);
    if (!popup || popup.closed) report("POPUP_BLOCKED", __DEV__ && popupRefused());
    else if (isInCall || isLater) onPopup(popup);
    return popup;
  };
  const watchedAlert = (message: unknown) => {
    report("WINDOW_FAILED", __DEV__ && sdkAlerted(message));
    alert(message);
  };
  const stop = () => {
    clearTimeout(enough);
    clearInterval(looking);
    clearTimeout(later);
    if (window.open === watchedOpen) window.open = open;
    if (window.alert === watchedAlert) window.alert = alert;
  };
  // Another script may have locked one of them: then it goes unwatched.
  Reflect.set(window, "open", watchedOpen);
  Reflect.set(window, "alert", watchedAlert);
  const enough = setTimeout(stop, listenFor);
  // The SDK opens its popup in the task in which it shows its dialog. What opens later is the shop's.
  const looking = setInterval(() => {
    if (hasDialog && isDialogShown()) stop();
  }, interval);
  const later = setTimeout(() => {
    isLater = true;
  });
  try {
    callSdk();
  } catch (error) {
    report("WINDOW_FAILED", __DEV__ && sdkThrew(error), error);
  }
  isInCall = false;
  return stop;
}
