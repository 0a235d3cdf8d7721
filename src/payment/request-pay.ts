import { IamportError, type IamportErrorCode } from "../errors.ts";
import { isFrameLoaded, waitForFrame } from "../sdk/frames.ts";
import type { ImpWindow } from "../sdk/imp.ts";
import { isWholeJquery } from "../sdk/jquery.ts";
import { pageState } from "../sdk/page-state.ts";
import { closePaymentWindow, isDialogShown, openPaymentWindow } from "../sdk/payment-window.ts";
import { randomUid } from "./merchant-uid.ts";
import type { DemandedWith, PaymentParams } from "./params.ts";
import { withoutResult } from "./redirect.ts";
import { recall, remember } from "./remembered-request.ts";
import { type Delivery, type PaymentResult, toResult } from "./result.ts";
import { validateParams } from "./validate-params.ts";

declare const window: ImpWindow;

/** How {@link requestPay} behaves. */
export interface RequestPayOptions {
  /**
   * Calls the payment off: the window is closed, and the promise rejects with `ABORTED`. It can't call a
   * payment back that the customer has already confirmed: ask your server before taking another.
   */
  signal?: AbortSignal | undefined;
}

/**
 * Opens the payment window, and resolves with what came of it.
 *
 * Call it in the customer's click. When the SDK is ready, the window opens before this function returns, so
 * that the browser lets popups through. On a phone most gateways leave the page: then the answer waits on
 * the landing page, for {@link getRedirectResult}.
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
export function requestPay<const Params extends PaymentParams>(
  params: Params & DemandedWith<Params>,
  { signal }: RequestPayOptions = {},
): Promise<PaymentResult> {
  return new Promise((resolve, reject) => {
    const state = pageState();
    const issues = validateParams(params);
    if (issues.some(({ severity }) => severity === "error")) {
      throw new IamportError("INVALID_PARAMS", issues.map(({ message }) => message).join("; "), { issues });
    }
    for (const { message } of issues) {
      if (!warned.has(message)) console.warn(`iamport-request-pay: ${message}`);
      warned.add(message);
    }
    if (!state.load) throw new IamportError("NOT_INITIALIZED", "Call loadIamport.");
    state.payment?.();
    if (state.payment) throw new IamportError("PAYMENT_IN_PROGRESS", "A payment is open.");

    const {
      merchant_uid = randomUid(),
      m_redirect_url = withoutResult(location.href),
      amount,
      name,
      pg,
      pay_method,
    } = params;
    const popups: Window[] = [];
    /** The order, once the SDK was called for it. */
    let asked: string | undefined;
    let settled = false;
    let hidden = 0;
    let stopListening: (() => void) | undefined;

    /** Whoever comes first; nothing of the payment stays behind. */
    const settle = (end: PaymentResult | Error, close?: boolean) => {
      if (settled) return;
      settled = true;
      clearInterval(timer);
      stopListening?.();
      removeEventListener("pageshow", cameBack);
      signal?.removeEventListener("abort", abort);
      state.payment = undefined;
      // Where nobody heard the answer, the customer may yet come by the landing page.
      if (close) state.keep?.();
      else remember("request");
      state.keep = undefined;
      if (end instanceof Error) reject(end);
      else resolve(end);
      // Last: whatever goes wrong in the SDK, the answer is out, and who awaits it finds the page free.
      if (close && asked) closePaymentWindow(state, popups);
    };
    const answer = (response: unknown, delivery: Delivery, close?: boolean) => {
      // An answer that can't be read is one that nobody has heard.
      let fields: object = abandoned;
      try {
        fields = { ...(response as object) };
      } catch {}
      settle(
        toResult(fields as Readonly<Record<string, unknown>>, delivery, { merchant_uid, pg, pay_method }),
        close,
      );
    };
    const fail = (code: IamportErrorCode, message: string, cause?: unknown) =>
      settle(new IamportError(code, message, { cause, merchant_uid: asked }), true);
    const abort = () => fail("ABORTED", "It may be paid.", signal?.reason);
    /** Safari and Chromium bring the page back with the dialog still over it, and no answer ever comes. */
    const cameBack = ({ persisted }: PageTransitionEvent) => {
      if (persisted && asked) answer(recall("answer", merchant_uid) ?? abandoned, "redirect", true);
    };
    const timer = setInterval(() => {
      hidden =
        asked && !document.hidden && !isDialogShown() && popups.every(({ closed }) => closed)
          ? hidden + 1
          : 0;
    }, 500);
    const call = () => {
      if (!state.imp?.loadUI && !isWholeJquery(window.jQuery)) {
        return fail("JQUERY_UNUSABLE", "No jQuery.");
      }
      asked = merchant_uid;
      state.keep = () => {
        state.keep = undefined;
        remember("answer");
        remember("request", { merchant_uid, amount, name, pg, pay_method, requestedAt: Date.now() });
      };
      stopListening = openPaymentWindow(
        // A copy: the SDK writes into what it is given.
        () =>
          state.imp?.request_pay({ ...params, merchant_uid, m_redirect_url }, (response) =>
            answer(response, "callback"),
          ),
        popups,
        fail,
        () => state.keep?.(),
      );
      if (settled) stopListening();
      // The SDK's message leaves the page when this task is over, and to open the storage takes milliseconds.
      else setTimeout(() => state.keep?.());
    };

    state.payment = () => hidden > 9 && answer(abandoned, "callback", true);
    addEventListener("pageshow", cameBack);
    signal?.addEventListener("abort", abort);
    if (signal?.aborted) abort();
    else if (state.imp && isFrameLoaded(state, pg)) call();
    else {
      waitForFrame(state, pg).then(() => settled || call(), settle);
    }
  });
}

const abandoned = { error_code: "ABANDONED", error_msg: "No answer." };

/** Warnings that are on the console already. */
const warned = new Set<string>();
