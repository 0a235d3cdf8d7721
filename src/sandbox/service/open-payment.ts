import { deliveryOf, isDisputed, type ResultDelivery } from "../../payment/gateways.ts";
import type { Settings } from "../options.ts";
import { logAttempt } from "./announce.ts";
import type { Attempt, OpenRequest } from "./attempt.ts";
import { cut } from "./cut.ts";
import { type Failure, failures } from "./errors.ts";
import { newPayment } from "./new-payment.ts";
import { isOrderNumber } from "./orders.ts";
import type { Payment } from "./payments.ts";
import { type Popup, popupOf } from "./popups.ts";
import { amountOf, booleanOr, currencyOf, dueAt, mayPayNothing, text, textsOf } from "./request-fields.ts";
import type { State } from "./state.ts";
import { type Target, targetOf } from "./target.ts";

/** Opens a payment, or says why it is refused before the window opens. */
export function openPayment(
  request: OpenRequest,
  state: Pick<State, "settings" | "payments" | "prepared" | "clock" | "log">,
  userAgent: string,
): Attempt | Failure {
  const { settings, payments, clock, log } = state;
  const { action, data, device, sdk } = request;

  const own = request.provider || settings.gateways[0]?.pg_provider || "";
  const target = targetOf(request, own, settings);
  const refusal = refusalOf(request, target, state);
  if (refusal) {
    const merchant_uid = text(data.merchant_uid, 100);
    log.add({ event: "refused", merchant_uid, error_code: refusal.code, error_msg: refusal.ko });
    return refusal;
  }

  const params = paramsOf(data, target);
  // The SDK opens a popup by the frame that it uses: a gateway without a frame of its own gets none.
  const owner = action === "certification" ? action : target.provider === own ? own : undefined;
  const popup = owner === undefined ? undefined : popupOf(owner, params, device, sdk);
  const landingUrl = text(data.m_redirect_url, 8000);
  const delivery = deliveryFor({ request, target, params, popup, landingUrl, settings });

  const attempt: Attempt = {
    payment: paymentOf({ request, target, userAgent, now: clock.seconds() }),
    request,
    language: (text(data.language, 10) ?? "ko") === "ko" ? "ko" : "en",
    delivery,
    display: popup ? "popup" : delivery === "redirect" ? "page" : "frame",
    popup,
    landingUrl,
    dueAt: dueAt(text(data.vbank_due, 30)),
    confirmUrls: action === "certification" ? [] : textsOf(data.confirm_url),
  };
  if (action === "payment") payments.add(attempt.payment, textsOf(data.notice_url));
  logAttempt(log, attempt);
  return attempt;
}

function refusalOf(
  { action, userCode, data, sdk }: OpenRequest,
  { provider }: Target,
  { settings, payments, prepared }: Pick<State, "settings" | "payments" | "prepared">,
): Failure | null {
  if (userCode !== settings.userCode) return failures.unknownMerchant;
  if (action === "certification") return null;
  const merchantUid = String(data.merchant_uid ?? "");
  // The guide's own sample for the v1 SDK, "payment-" and a UUID, has more than the 40 that the reference allows.
  if (!isOrderNumber(merchantUid, sdk === "v1" ? 44 : 40)) return failures.badOrder;
  const amount = amountOf(data);
  if (!Number.isFinite(amount) || amount < 0 || (amount === 0 && !mayPayNothing(data))) {
    return failures.badAmount;
  }
  if (payments.ofOrder(merchantUid).some(({ paid_at }) => paid_at > 0)) return failures.paidAlready;
  const agreed = prepared.get(merchantUid);
  if (agreed && agreed.amount !== amount) return failures.otherAmount;
  if (agreed?.currency && agreed.currency.toUpperCase() !== currencyOf(data, provider)) {
    return failures.otherCurrency;
  }
  return null;
}

/** What decides on a popup, and on where the answer comes. */
function paramsOf(data: OpenRequest["data"], { provider }: Target) {
  return {
    pg: provider,
    pay_method: text(data.pay_method, 20) ?? undefined,
    popup: booleanOr(data.popup),
    naverPopupMode: booleanOr(data.naverPopupMode),
    customer_uid: text(data.customer_uid, 100) ?? undefined,
  };
}

interface Opening {
  request: OpenRequest;
  target: Target;
  params: ReturnType<typeof paramsOf>;
  popup: Popup | undefined;
  landingUrl: string | null;
  settings: Settings;
}

/** Where the answer comes. */
function deliveryFor({ request, target, params, popup, landingUrl, settings }: Opening): ResultDelivery {
  const { action, device } = request;
  if (action === "certification") {
    // Without a landing page an identity verification stays in its frame, on a phone too.
    return device === "mobile" && landingUrl && !popup ? "redirect" : "callback";
  }
  // A key that none of the merchant's channels has tells no gateway: the general rule is all that is known.
  if (target.isGuess) return deliveryOf({}, device);
  return isDisputed(params, device) ? settings.disputedDelivery : deliveryOf(params, device);
}

function paymentOf({
  request: { data, device, action },
  target: { provider, pgId, channel },
  userAgent,
  now,
}: Pick<Opening, "request" | "target"> & { userAgent: string; now: number }): Payment {
  return newPayment({
    merchant_uid: String(data.merchant_uid ?? ""),
    pay_method: text(data.pay_method, 20) ?? "card",
    channel: device,
    pg_provider: cut(provider, 16),
    pg_id: cut(pgId ?? "sandbox", 80),
    sandbox: channel?.sandbox ?? true,
    escrow: data.escrow === true,
    name: text(data.name, 40),
    amount: action === "certification" ? 0 : amountOf(data),
    currency: currencyOf(data, provider),
    buyer_name: text(data.buyer_name, 16),
    buyer_email: text(data.buyer_email, 64),
    buyer_tel: text(data.buyer_tel, 16),
    buyer_addr: text(data.buyer_addr, 128),
    buyer_postcode: text(data.buyer_postcode, 8),
    custom_data: (data.custom_data ?? null) === null ? null : JSON.stringify(data.custom_data),
    user_agent: userAgent.slice(0, 500),
    started_at: now,
    customer_uid: text(data.customer_uid, 100),
    customer_uid_usage: data.customer_uid ? (amountOf(data) === 0 ? "issue" : "payment") : null,
  });
}
