import { IamportError } from "../errors.ts";
import { abortedBefore, notInitialized } from "../messages/paying.ts";
import { noContainer, sdkDrawsNothing } from "../messages/payment-ui.ts";
import { pause } from "../pause.ts";
import type { DemandedWith, RequestParams } from "../payment/demanded-with.ts";
import { type PaymentResult, toResult } from "../payment/result.ts";
import { checkBeforePaying, type SentParams } from "../payment/validation/check-before-paying.ts";
import type { OrAny } from "../request/params/or-any.ts";
import { throwStops } from "../request/params/stops.ts";
import { withDefaults } from "../request/with-defaults.ts";
import { pageState } from "../sdk/page-state.ts";

/** What the v1 SDK draws: PayPal's button for single payments, the one for recurring payments, and other gateways' own. */
export type PaymentUIType = OrAny<"paypal-spb" | "paypal-rt" | "toss-brandpay-widget" | "payment-bridge">;

/** How {@link loadPaymentUI} behaves. */
export interface PaymentUIOptions {
  /**
   * Gets the result of each payment, as {@link requestPay} would give it: several in turn, if the customer pays or tries
   * more than once. Hand each to {@link completePayment}. Called as well for a payment that ends after `destroy`.
   */
  onResult(result: PaymentResult): void;
  /**
   * Calls it off: while nothing is drawn yet, the promise rejects with `ABORTED`; afterwards, this does what
   * {@link PaymentUI.destroy} does.
   */
  signal?: AbortSignal | undefined;
  /**
   * Milliseconds that the container may take to come into the page.
   * @default 10000
   */
  timeout?: number | undefined;
}

/** A gateway's own button that is in the page. */
export interface PaymentUI {
  /**
   * Changes what the next click pays: the amount, the order. What is left out stays. A payment whose window is open
   * already isn't changed, and its result names its own order.
   *
   * When an order is paid, give the next one an ID of its own. (Without a `merchant_uid` from you, each payment gets a
   * generated one.)
   *
   * @throws {@link IamportError} `INVALID_PARAMS`; then all stays as it was
   */
  update(params: Partial<RequestParams>): void;
  /** Takes the button out of the page. A payment whose window is open still gives its result. */
  destroy(): void;
}

/**
 * Has the v1 SDK draw a gateway's own button into the page (`IMP.loadUI`), such as PayPal's. `paypal_v2` takes payments
 * through that button, since it never answers {@link requestPay}. Waits for the SDK, and for the place to come into the
 * page:
 *
 * ```html
 * <div class="portone-ui-container" data-portone-ui-type="paypal-spb"></div>
 * ```
 *
 * The customer pays by that button, as often as they like, and each payment gives one result. There is one button of a
 * type on a page: a second call takes the first one's place.
 *
 * @param type - what is drawn
 * @param params - what a click pays, as for {@link requestPay}; not written to
 * @throws {@link IamportError} `NOT_IN_BROWSER`, `NOT_INITIALIZED`, `INVALID_PARAMS`, `INIT_FAILED` (the page's SDK isn't
 *   `version: "v1"`), `WINDOW_FAILED` (no container came), `ABORTED`, and what {@link loadIamport} rejects with
 * @example
 * ```ts
 * loadIamport("imp00000000", { version: "v1" });
 *
 * const button = await loadPaymentUI(
 *   "paypal-spb",
 *   { pg: "paypal_v2", merchant_uid: order.id, name: order.name, amount: 14.2, currency: "USD" },
 *   {
 *     onResult: (result) =>
 *       completePayment(result, { url: "/payments/complete" })
 *         .then((verdict) => show(sentenceFor(verdict)))
 *         .catch((error) => show(sentenceFor(error))),
 *   },
 * );
 * quantity.onchange = () => button.update({ amount: 14.2 * Number(quantity.value) });
 * ```
 * @see https://portone.gitbook.io/docs-en/sdk/javascript-sdk
 */
export async function loadPaymentUI<const Params extends RequestParams>(
  type: PaymentUIType,
  params: Params & DemandedWith<Params>,
  { onResult, signal, timeout = 10_000 }: PaymentUIOptions,
): Promise<PaymentUI> {
  const state = pageState();
  if (!state.load) throw new IamportError("NOT_INITIALIZED", __DEV__ && notInitialized());
  /** Every order that was asked for: an answer may come after the next order was asked for. */
  const orders = new Map<unknown, Request>();
  const toRequest = (given: SentParams): Request => {
    const request = withDefaults(given);
    orders.set(request.merchant_uid, request);
    return request;
  };
  // Copied as they are now: the shop's own object may be its cart, which may be empty when the answer comes.
  let given = readParams(params);
  let current = toRequest(given);

  const { loadUI, updateLoadUIRequest } = await state.load();
  if (!loadUI) throw new IamportError("INIT_FAILED", __DEV__ && sdkDrawsNothing());
  let container: HTMLElement | undefined;
  for (const start = performance.now(); ; await pause(50)) {
    if (signal?.aborted) {
      throw new IamportError("ABORTED", __DEV__ && abortedBefore(), { cause: signal.reason });
    }
    container = containerFor(type);
    if (container) break;
    if (performance.now() - start > timeout) {
      throw new IamportError("WINDOW_FAILED", __DEV__ && noContainer(type, timeout));
    }
  }

  const ask = (checked: SentParams) => {
    given = checked;
    current = toRequest(given);
    // A copy: the SDK writes into what it is given.
    updateLoadUIRequest?.(type, { ...current });
  };
  loadUI(type, { ...current }, (response) => {
    const order = orders.get(response?.merchant_uid) ?? current;
    try {
      onResult(toResult({ ...response }, "callback", order));
    } finally {
      // The next payment needs an ID of its own. Where the shop gives the IDs, that is up to the shop.
      if (order === current && !given.merchant_uid) ask(given);
    }
  });

  const destroy = () => container.replaceChildren();
  signal?.addEventListener("abort", destroy);
  return { update: (changed) => ask(readParams({ ...given, ...changed })), destroy };
}

/** What the SDK is called with. */
type Request = SentParams & { merchant_uid: string };

/** The parameters as they are meant; throws what stops a payment. */
function readParams(params: RequestParams): SentParams {
  const { given, issues } = checkBeforePaying(params, undefined, { hasOwnButton: true });
  throwStops(issues);
  return given;
}

/** Where the SDK draws: a place of that type, or of none. */
function containerFor(type: string): HTMLElement | undefined {
  const places = document.querySelectorAll<HTMLElement>(".portone-ui-container");
  return [...places].find(({ dataset }) => (dataset.portoneUiType || type) === type);
}
