import { IamportError } from "../errors.ts";
import { notInitialized, paymentInProgress } from "../messages/paying.ts";
import { lookAtPage } from "../page-check/look-at-page.ts";
import { closePaymentWindow } from "../sdk/close-payment-window.ts";
import { forgetFrames, restoreDialog } from "../sdk/dialog.ts";
import { isFrameReady } from "../sdk/frames.ts";
import { isDialogShown } from "../sdk/is-dialog-shown.ts";
import { listen } from "../sdk/listen.ts";
import { pageState } from "../sdk/page-state.ts";
import { superviseByHand } from "../sdk/supervise-by-hand.ts";
import { waitForFrame } from "../sdk/wait-for-frame.ts";
import { whenDialogChanges } from "../sdk/watch-page.ts";
import { recall, remember } from "./memory.ts";
import { openWindow } from "./open-window.ts";
import type { RequestKind, RequestOptions, RunningRequest, SentRequest } from "./running-request.ts";
import { createSession, type Ending } from "./session.ts";

export type { RequestKind, RequestOptions } from "./running-request.ts";

// At import, since the page's first click may already open a window on `IMP` by hand.
whenDialogChanges(superviseByHand);

/**
 * Runs a payment or an identity verification: has the SDK open its window, and supervises it to its end. There is one
 * at a time on a page.
 */
export function runRequest<Request extends SentRequest, Result extends { outcome: string }>(
  kind: RequestKind<Request, Result>,
  params: unknown,
  { signal, exitAfter = 15_000 }: RequestOptions,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const state = pageState();
    const request = kind.readParams(params, state);
    if (__DEV__) lookAtPage("paying", aboutRequest(kind, request));
    if (!state.load) throw new IamportError("NOT_INITIALIZED", __DEV__ && notInitialized());
    // If a payment of an older copy of this library has vanished, this call gives it up.
    state.payment?.();
    if (state.payment) throw new IamportError("PAYMENT_IN_PROGRESS", __DEV__ && paymentInProgress());
    state.payment = () => {};
    state.endByHand?.();

    const session = createSession(request, kind.toResult, (ending) => {
      // The promise settles first, so that the answer is out whatever goes wrong below. Those who await it run when
      // this task is over, and find the page free.
      if ("error" in ending) reject(ending.error);
      else resolve(ending.result);
      if (__DEV__ && "error" in ending) lookAtPage(ending.error.code, aboutRequest(kind, request));
      leavePage(running, ending);
    });
    const running: RunningRequest = {
      kind,
      request,
      signal,
      exitAfter,
      state,
      session,
      popups: [],
      stops: [],
    };
    void begin(running);
  });
}

/** Calls the SDK before it returns, if the SDK is ready; else as soon as it is. */
async function begin(running: RunningRequest): Promise<void> {
  const { kind, request, signal, state, session } = running;
  const wanted = { pg: request.pg, kind: kind.frames };
  try {
    listenToPage(running);
    restoreDialog(state);
    if (signal?.aborted) return session.abort(signal.reason);
    if (!state.imp || !isFrameReady(state, wanted)) {
      await waitForFrame(state, wanted, () => session.state() === "settled");
      if (session.state() === "settled") return;
      // Only now, with the SDK there, is it known whether it understands the request. The copy that was read at the
      // click is checked, since the shop may have changed its own object since.
      kind.readParams(request, state);
    }
    openWindow(running);
  } catch (cause) {
    session.refuse(cause);
  }
}

/** The page's side of a request: what may end it from there. */
function listenToPage(running: RunningRequest): void {
  const { request, signal, session, stops } = running;
  // Safari and Chromium bring the page back from the back/forward cache with the dialog still over it, and no answer
  // ever comes.
  stops.push(
    listen("pageshow", ({ persisted }) => {
      if (persisted) session.comeBack(recall("answer", request.merchant_uid));
    }),
  );
  if (signal) stops.push(listen("abort", () => session.abort(signal.reason), signal));
}

/** Removes the request from the page, so that the next one may begin. */
function leavePage({ state, popups, stops }: RunningRequest, ending: Ending<unknown>): void {
  const { wasOpen, isAnswered } = ending;
  state.payment = undefined;
  for (const stop of stops) stop();
  // If no answer was heard, the customer may still come by the landing page.
  if (isAnswered) remember("request");
  else state.keep?.();
  state.keep = undefined;
  // An answer that comes before the window is shown (F1001) leaves the frames as they are.
  if (isAnswered && isDialogShown()) forgetFrames(state);
  if (wasOpen && !isAnswered) closePaymentWindow(state, popups);
}

/** What `lookAtPage` has to know of a request. */
function aboutRequest({ frames }: Pick<RunningRequest["kind"], "frames">, params: SentRequest) {
  return { params, isCertification: frames === "/certificates/" };
}
