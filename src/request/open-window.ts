import { modalInTheWay } from "../messages/paying.ts";
import { findModal } from "../sdk/find-modal.ts";
import type { IMP } from "../sdk/imp.ts";
import { isPopupCutOff } from "../sdk/is-popup-cut-off.ts";
import { keepPlace } from "../sdk/keep-place.ts";
import { lendJquery } from "../sdk/lend-jquery.ts";
import { openPaymentWindow } from "../sdk/open-payment-window.ts";
import { afterFramesLoaded } from "../sdk/renew-frames.ts";
import { superviseWindow } from "../sdk/supervise-window.ts";
import { remember } from "./memory.ts";
import type { RunningRequest } from "./running-request.ts";

/** The SDK's side of a request: has the SDK open its window, and supervises that window. */
export function openWindow(running: RunningRequest): void {
  const { state, session, stops } = running;
  const modal = findModal();
  if (modal) {
    session.fail("WINDOW_FAILED", __DEV__ && modalInTheWay(modal));
    return;
  }

  const giveBackJquery = lendJquery(state);
  // The SDK makes its frames anew after an answer, and needs jQuery for that.
  stops.push(() => afterFramesLoaded(state, giveBackJquery));
  const goBack = keepPlace();
  // The SDK takes its window away in the task in which it answers; the customer goes back after that.
  stops.push(() => queueMicrotask(goBack));
  session.open();
  keepForLanding(running);

  const stopListening = callSdk(running);
  // The SDK may have answered within its call.
  if (session.state() === "settled") stopListening();
  else stops.push(stopListening, keepSoon(running), supervise(running));
}

/** Lets the request be stored for the landing page: the first to call `state.keep` stores it. */
function keepForLanding({ kind, request, state }: RunningRequest): void {
  state.keep = () => {
    state.keep = undefined;
    remember("answer");
    const { merchant_uid } = request;
    remember("request", { ...kind.toRemember(request), merchant_uid, requestedAt: Date.now() });
  };
}

/**
 * Stores the request in a later task, unless a popup or a landing page needed it before. Opening the storage takes
 * milliseconds, and the SDK's message to its frame goes out only when this task is over: that comes first.
 *
 * @returns a function that cancels this
 */
function keepSoon({ state }: RunningRequest): () => void {
  const keeping = setTimeout(() => state.keep?.());
  return () => clearTimeout(keeping);
}

/** @returns a function that stops listening to what the SDK does while it opens its window */
function callSdk(running: RunningRequest): () => void {
  const { kind, request, state, session, popups } = running;
  const hear = (response: unknown) => {
    const isPopupClosed = popups.length > 0 && popups.every(({ closed }) => closed);
    session.answer(response, isPopupClosed ? isPopupCutOff : undefined);
  };
  // The SDK is there, since its frame is ready.
  const imp = state.imp as IMP;
  return openPaymentWindow({
    // A copy: the SDK writes into what it is given.
    callSdk: () => kind.callSdk(imp, { ...request }, hear),
    hasDialog: !imp.loadUI,
    onOpening: () => state.keep?.(),
    onPopup: (popup) => popups.push(popup),
    onFailed: session.fail,
  });
}

/** @returns a function that ends the supervision */
function supervise(running: RunningRequest): () => void {
  const { request, exitAfter, state, session, popups } = running;
  return superviseWindow({
    state,
    popups,
    isInPopup: () => popups.some(({ closed }) => !closed),
    exitAfter,
    language: request.language,
    onLife: session.showLife,
    onGone: session.abandon,
    onUnusable: (message) => session.fail("WINDOW_FAILED", message),
  });
}
