import { IamportError } from "../errors.ts";
import { modalInTheWay, notInitialized, paymentInProgress } from "../messages/paying.ts";
import { lookAtPage } from "../page-check/look-at-page.ts";
import { closePaymentWindow } from "../sdk/close-payment-window.ts";
import { forgetFrames, restoreDialog } from "../sdk/dialog.ts";
import { findModal } from "../sdk/find-modal.ts";
import { type FrameKind, isFrameReady } from "../sdk/frames.ts";
import type { IMP } from "../sdk/imp.ts";
import { isDialogShown } from "../sdk/is-dialog-shown.ts";
import { isPopupCutOff } from "../sdk/is-popup-cut-off.ts";
import { keepPlace } from "../sdk/keep-place.ts";
import { lendJquery } from "../sdk/lend-jquery.ts";
import { listen } from "../sdk/listen.ts";
import { openPaymentWindow } from "../sdk/open-payment-window.ts";
import { type PageState, pageState } from "../sdk/page-state.ts";
import { afterFramesLoaded } from "../sdk/renew-frames.ts";
import { superviseWindow } from "../sdk/supervise-window.ts";
import { waitForFrame } from "../sdk/wait-for-frame.ts";
import { recall, remember, type ToRemember } from "./memory.ts";
import { createSession, type ToResult } from "./session.ts";

/** How a payment or an identity verification behaves. */
export interface RequestOptions {
  /** Calls it off. */
  signal?: AbortSignal | undefined;
  /** Milliseconds without a sign of life of the window after which the way out is shown. */
  exitAfter?: number | false | undefined;
}

/** What the SDK is called with, as far as it matters on the way. */
interface SentRequest {
  merchant_uid: string;
  pg?: string | undefined;
  language?: string | undefined;
  m_redirect_url?: string | undefined;
  popup?: boolean | undefined;
}

/** What can be asked of the SDK that opens a window: a payment, or an identity verification. */
export interface RequestKind<Request extends SentRequest, Result> {
  /** The frames that the SDK takes for it; payments' when left out. */
  frames?: FrameKind;
  /** The parameters as they are meant; throws what stops the request, as far as the SDK is there to be asked. */
  readParams(params: unknown, state: PageState): Request;
  /** Calls the SDK. */
  callSdk(imp: IMP, request: Request, hear: (response: unknown) => void): void;
  toResult: ToResult<Request, Result>;
  /** What a landing page is to know of it. */
  toRemember(request: Request): ToRemember;
}

/**
 * Has the SDK open its window, and looks after that until it has ended: what a payment and an identity verification have
 * in common. One at a time on a page.
 */
export function runRequest<Request extends SentRequest, Result extends { outcome: string }>(
  { frames, readParams, callSdk, toResult, toRemember }: RequestKind<Request, Result>,
  params: unknown,
  { signal, exitAfter = 15_000 }: RequestOptions,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const state = pageState();
    const request = readParams(params, state);
    if (__DEV__) lookAtPage("paying", { params: request });
    if (!state.load) throw new IamportError("NOT_INITIALIZED", __DEV__ && notInitialized());
    // A payment of an older copy of this library may have vanished, and is given up by this.
    state.payment?.();
    if (state.payment) throw new IamportError("PAYMENT_IN_PROGRESS", __DEV__ && paymentInProgress());

    const { merchant_uid, pg } = request;
    const popups: Window[] = [];
    /** Whatever has to end with it. */
    const stops: (() => void)[] = [];

    const session = createSession(request, toResult, (ending) => {
      const { wasOpen, isAnswered } = ending;
      for (const stop of stops) stop();
      state.payment = undefined;
      // Where nobody heard the answer, the customer may yet come by the landing page.
      if (isAnswered) remember("request");
      else state.keep?.();
      state.keep = undefined;
      if ("error" in ending) {
        if (__DEV__) lookAtPage(ending.error.code, { params: request });
        reject(ending.error);
      } else resolve(ending.result);
      // Last: whatever goes wrong in the SDK, the answer is out, and who awaits it finds the page free.
      if (wasOpen && !isAnswered) closePaymentWindow(state, popups);
      // An answer that comes before the window, F1001, leaves the frames as they are.
      else if (isAnswered && isDialogShown()) forgetFrames(state);
    });

    const open = () => {
      const modal = findModal();
      if (modal) return session.fail("WINDOW_FAILED", __DEV__ && modalInTheWay(modal));
      const giveBackJquery = lendJquery(state);
      // The SDK makes its frames anew after an answer, and needs jQuery for that.
      stops.push(() => afterFramesLoaded(state, giveBackJquery));
      session.open();
      // For the landing page: this tab has asked for it.
      state.keep = () => {
        state.keep = undefined;
        remember("answer");
        remember("request", { ...toRemember(request), merchant_uid, requestedAt: Date.now() });
      };
      const goBack = keepPlace();
      // The SDK takes its window away in the task in which it answers: after that.
      stops.push(() => queueMicrotask(goBack));
      const stopListening = openPaymentWindow({
        // A copy: the SDK writes into what it is given. It is there, since its frame is ready.
        callSdk: () => callSdk(state.imp as IMP, { ...request }, hear),
        hasDialog: !state.imp?.loadUI,
        onOpening: () => state.keep?.(),
        onPopup: (popup) => popups.push(popup),
        onFailed: session.fail,
      });
      // The SDK may have answered within its call.
      if (session.state() === "settled") return stopListening();
      stops.push(
        stopListening,
        superviseWindow({
          state,
          popups,
          exitAfter,
          language: request.language,
          onLife: session.showLife,
          onVanished: session.abandon,
          onLeft: session.abandon,
          onUnusable: (message) => session.fail("WINDOW_FAILED", message),
        }),
      );
      // The SDK's message leaves the page when this task is over, and to open the storage takes milliseconds.
      const keeping = setTimeout(() => state.keep?.());
      stops.push(() => clearTimeout(keeping));
    };
    const hear = (response: unknown) => {
      const isPopupClosed = popups.length > 0 && popups.every(({ closed }) => closed);
      session.answer(response, isPopupClosed ? isPopupCutOff : undefined);
    };

    state.payment = () => {};
    try {
      // Safari and Chromium bring the page back with the dialog still over it, and no answer ever comes.
      stops.push(
        listen("pageshow", ({ persisted }) => {
          if (persisted) session.comeBack(recall("answer", merchant_uid));
        }),
      );
      const abort = () => session.abort(signal?.reason);
      if (signal) stops.push(listen("abort", abort, signal));

      restoreDialog(state);
      if (signal?.aborted) abort();
      else if (state.imp && isFrameReady(state, { pg, kind: frames })) open();
      else {
        waitForFrame(state, { pg, kind: frames }, () => session.state() === "settled")
          // Now that the SDK is there, it is known whether it understands what is asked of it: what was read at the click,
          // since the shop's own object may be another's by now.
          .then(() => {
            if (session.state() === "waiting" && readParams(request, state)) open();
          })
          .catch(session.refuse);
      }
    } catch (cause) {
      session.refuse(cause);
    }
  });
}
