import { IamportError } from "../errors.ts";
import { callbackNeverCalled, modalInTheWay, notInitialized, paymentInProgress } from "../messages/paying.ts";
import { warn } from "../messages/warn.ts";
import { lookAtPage } from "../page-check/look-at-page.ts";
import { closePaymentWindow } from "../sdk/close-payment-window.ts";
import { restoreDialog } from "../sdk/dialog.ts";
import { findModal } from "../sdk/find-modal.ts";
import { expectFrameLoads } from "../sdk/frame-loads.ts";
import { framesLoadAgain, isFrameReady, waitForFrame } from "../sdk/frames.ts";
import { isPopupCutOff } from "../sdk/is-popup-cut-off.ts";
import { keepPlace } from "../sdk/keep-place.ts";
import { lendJquery } from "../sdk/lend-jquery.ts";
import { openPaymentWindow } from "../sdk/open-payment-window.ts";
import { type PageState, pageState } from "../sdk/page-state.ts";
import { superviseWindow } from "../sdk/supervise-window.ts";
import type { DemandedWith, RequestParams } from "./demanded-with.ts";
import { randomUid } from "./merchant-uid.ts";
import { withoutResult } from "./redirect.ts";
import { recall, remember } from "./remembered-request.ts";
import type { PaymentResult } from "./result.ts";
import { createSession } from "./session.ts";
import { checkBeforePaying, type SentParams } from "./validation/check-before-paying.ts";

/** How {@link requestPay} behaves. */
export interface RequestPayOptions {
  /**
   * Calls the payment off: the window is closed, and the promise rejects with `ABORTED`. It can't call a
   * payment back that the customer has already confirmed: ask your server before taking another.
   */
  signal?: AbortSignal | undefined;
  /**
   * Milliseconds without a sign of life of the payment window after which a button to close it lies over it, for the
   * customer's hand and the Escape key; whoever takes it ends the payment as `"unknown"`, `ABANDONED`. `false`: never.
   * @defaultValue 15000
   */
  exitAfter?: number | false | undefined;
}

/**
 * Opens the payment window, and resolves with what came of it.
 *
 * Call it in the customer's click. When the SDK is ready, the window opens before this function returns, so
 * that the browser lets popups through. On a phone most gateways leave the page: then the answer waits on
 * the landing page, for {@link getRedirectResult}.
 *
 * It always ends. A window that vanishes is given up after five seconds; over one that shows no sign of life a button
 * is laid that closes it; what nobody can know ends as `"unknown"`.
 *
 * **A refused, failed or cancelled payment resolves**, with `success: false`. And `success: true` means that
 * the customer got through the window, **not that money has moved**: only your server can find that out.
 *
 * @param params - what to pay, for which order, through which gateway; not written to
 * @throws {@link IamportError} what the shop has to mend, or has called off: `NOT_IN_BROWSER`,
 *   `NOT_INITIALIZED`, `INVALID_PARAMS`, `PAYMENT_IN_PROGRESS`, `POPUP_BLOCKED`, `WINDOW_FAILED`, `ABORTED`,
 *   `INIT_FAILED`, `JQUERY_UNUSABLE`, and what {@link loadIamport} rejects with
 * @example
 * ```ts
 * button.onclick = async () => {
 *   const result = await requestPay({
 *     pg: "kcp",
 *     pay_method: "card",
 *     merchant_uid: order.id,
 *     name: "Norway swivel chair",
 *     amount: 64900,
 *     buyer_tel: "010-4242-4242",
 *     m_redirect_url: "https://shop.example/complete",
 *   });
 *   const { status } = await completePayment(result, { url: "/payments/complete" });
 *   if (status === "success") location.assign("/thank-you");
 * };
 * ```
 * @see https://portone.gitbook.io/docs-en/auth/guide (sections 3 to 4-b)
 */
export function requestPay<const Params extends RequestParams>(
  params: Params & DemandedWith<Params>,
  options: RequestPayOptions = {},
): Promise<PaymentResult> {
  return new Promise((resolve, reject) => {
    const state = pageState();
    if (__DEV__ && typeof options === "function") warn(callbackNeverCalled());
    const given = readParams(params, state);
    if (__DEV__) lookAtPage("paying", { params: given });
    if (!state.load) throw new IamportError("NOT_INITIALIZED", __DEV__ && notInitialized());
    // A payment of an older copy of this library may have vanished, and is given up by this.
    state.payment?.();
    if (state.payment) throw new IamportError("PAYMENT_IN_PROGRESS", __DEV__ && paymentInProgress());
    pay(state, given, options).then(resolve, reject);
  });
}

/** What the SDK is called with. */
type Request = SentParams & { merchant_uid: string; m_redirect_url: string };

/** The parameters as they are meant; throws what stops the payment, and warns of what looks wrong. */
function readParams(params: unknown, { imp }: PageState): Request {
  // An SDK that hasn't come yet is asked when it has.
  const { given, issues } = checkBeforePaying(params, undefined, { knowsChannels: !imp || !!imp.loadUI });
  if (issues.some(({ severity }) => severity === "error")) {
    throw new IamportError("INVALID_PARAMS", issues.map(({ message }) => message).join(" "), { issues });
  }
  if (__DEV__) for (const { message } of issues) warn(message);
  return { merchant_uid: randomUid(), m_redirect_url: withoutResult(location.href), ...given } as Request;
}

/** One payment, once nothing stands against it. */
function pay(
  state: PageState,
  request: Request,
  { signal, exitAfter = 15_000 }: RequestPayOptions,
): Promise<PaymentResult> {
  return new Promise((resolve, reject) => {
    const { merchant_uid, pg, language } = request;
    const popups: Window[] = [];
    /** Whatever has to end with the payment. */
    const stops: (() => void)[] = [];
    const listen = <Type extends keyof WindowEventMap>(
      type: Type,
      heard: (event: WindowEventMap[Type]) => void,
    ) => {
      addEventListener(type, heard);
      stops.push(() => removeEventListener(type, heard));
    };

    const session = createSession(request, ({ end, wasOpen, isAnswered }) => {
      for (const stop of stops) stop();
      state.payment = undefined;
      // Where nobody heard the answer, the customer may yet come by the landing page.
      if (isAnswered) remember("request");
      else state.keep?.();
      state.keep = undefined;
      if (end instanceof IamportError) {
        if (__DEV__) lookAtPage(end.code, { params: request });
        reject(end);
      } else resolve(end);
      // Last: whatever goes wrong in the SDK, the answer is out, and who awaits it finds the page free.
      if (wasOpen && !isAnswered) closePaymentWindow(state, popups);
    });

    const open = () => {
      if (session.state() !== "waiting") return;
      const modal = findModal();
      if (modal) return session.fail("WINDOW_FAILED", __DEV__ && modalInTheWay(modal));
      const giveBackJquery = lendJquery(state);
      // The SDK makes its frames anew after an answer, and needs jQuery for that.
      stops.push(() => {
        if (state.lent) void framesLoadAgain(state).then(giveBackJquery);
      });
      expectFrameLoads(state);
      session.open();
      state.keep = () => {
        state.keep = undefined;
        rememberRequest(request);
      };
      const goBack = keepPlace();
      // The SDK takes its window away in the task in which it answers: after that.
      stops.push(() => queueMicrotask(goBack));
      const stopListening = openPaymentWindow(
        // A copy: the SDK writes into what it is given.
        () => state.imp?.request_pay({ ...request }, hear),
        {
          onOpening: () => state.keep?.(),
          onPopup: (popup) => popups.push(popup),
          onFailed: session.fail,
        },
      );
      // The SDK may have answered within its call.
      if (session.state() === "settled") return stopListening();
      stops.push(
        stopListening,
        superviseWindow({
          state,
          popups,
          exitAfter,
          language,
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
      session.answer(response, "callback", isPopupClosed ? isPopupCutOff : undefined);
    };

    state.payment = () => {};
    // Safari and Chromium bring the page back with the dialog still over it, and no answer ever comes.
    listen("pageshow", ({ persisted }) => {
      if (persisted) session.comeBack(recall("answer", merchant_uid));
    });
    const abort = () => session.abort(signal?.reason);
    signal?.addEventListener("abort", abort);
    stops.push(() => signal?.removeEventListener("abort", abort));

    restoreDialog(state);
    if (signal?.aborted) abort();
    else if (state.imp && isFrameReady(state, pg)) open();
    else {
      waitForFrame(state, pg, () => session.state() === "settled")
        // Now that the SDK is there, it is known whether it understands what is asked of it.
        .then(() => {
          if (session.state() === "waiting" && readParams(request, state)) open();
        })
        .catch(session.refuse);
    }
  });
}

/** For the landing page: this tab has asked for this payment. */
function rememberRequest({ merchant_uid, amount, name, pg, pay_method }: Request): void {
  remember("answer");
  remember("request", { merchant_uid, amount, name, pg, pay_method, requestedAt: Date.now() });
}
