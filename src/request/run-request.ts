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

// Before the page's first click: that may be on what it calls by hand.
whenDialogChanges(superviseByHand);

/**
 * Has the SDK open its window, and looks after that until it has ended: what a payment and an identity verification have
 * in common. One at a time on a page.
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
    // A payment of an older copy of this library may have vanished, and is given up by this.
    state.payment?.();
    if (state.payment) throw new IamportError("PAYMENT_IN_PROGRESS", __DEV__ && paymentInProgress());
    state.payment = () => {};
    state.endByHand?.();

    const session = createSession(request, kind.toResult, (ending) => {
      // First: whatever goes wrong on the way out, the answer is out. Whoever awaits it hears of it when this task is over,
      // and finds the page free.
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

/** Calls the SDK before it returns, if the SDK is ready; else as soon as that is. */
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
      // Now that the SDK is there, it is known whether it understands what is asked of it: what was read at the click, since
      // the shop's own object may be another's by now.
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
  // Safari and Chromium bring the page back with the dialog still over it, and no answer ever comes.
  stops.push(
    listen("pageshow", ({ persisted }) => {
      if (persisted) session.comeBack(recall("answer", request.merchant_uid));
    }),
  );
  if (signal) stops.push(listen("abort", () => session.abort(signal.reason), signal));
}

/** Nothing of it stays on the page, and the next one may come. */
function leavePage({ state, popups, stops }: RunningRequest, ending: Ending<unknown>): void {
  const { wasOpen, isAnswered } = ending;
  state.payment = undefined;
  for (const stop of stops) stop();
  // Where nobody heard the answer, the customer may yet come by the landing page.
  if (isAnswered) remember("request");
  else state.keep?.();
  state.keep = undefined;
  // An answer that comes before the window, F1001, leaves the frames as they are.
  if (isAnswered && isDialogShown()) forgetFrames(state);
  if (wasOpen && !isAnswered) closePaymentWindow(state, popups);
}

/** What the look at the page is to know of a request. */
function aboutRequest({ frames }: Pick<RunningRequest["kind"], "frames">, params: SentRequest) {
  return { params, isCertification: frames === "/certificates/" };
}
