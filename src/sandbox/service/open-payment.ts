import { deliveryOf, isDisputed } from "../../payment/gateways.ts";
import type { Gateway, Settings } from "../options.ts";
import type { Attempt, OpenRequest } from "./attempt.ts";
import { channelOf } from "./channels.ts";
import { type Failure, failures } from "./errors.ts";
import { newPayment } from "./new-payment.ts";
import type { Payment } from "./payments.ts";
import { popupOf } from "./popups.ts";
import type { State } from "./state.ts";

/** Opens a payment, or says why it is refused before the window opens. */
export function openPayment(
  request: OpenRequest,
  state: Pick<State, "settings" | "payments" | "prepared" | "clock">,
  userAgent: string,
): Attempt | Failure {
  const { settings, payments } = state;
  const { data, device } = request;

  const own = request.provider || settings.gateways[0]?.pg_provider || "";
  const type = request.action;
  const channel = data.channelKey
    ? channelOf(settings, { channelKey: String(data.channelKey) }, type)
    : undefined;
  const [provider = "", pgId] = channel ? [channel.pg_provider, channel.pg_id] : gatewayOf(data, own);
  const refusal = refusalOf(request, provider, state);
  if (refusal) return refusal;

  const certification = request.action === "certification";
  const params = {
    pg: provider,
    pay_method: text(data.pay_method, 20) ?? undefined,
    popup: booleanOr(data.popup),
    naverPopupMode: booleanOr(data.naverPopupMode),
    customer_uid: text(data.customer_uid, 100) ?? undefined,
  };
  // A gateway without a frame of its own has none of its SDK's popups either: the SDK goes by the frame.
  const popup = certification
    ? popupOf("certification", params, device, request.sdk)
    : provider === own
      ? popupOf(provider, params, device, request.sdk)
      : undefined;
  const landingUrl = text(data.m_redirect_url, 8000);
  const delivery = certification
    ? // Without a landing page an identity verification stays in its frame, on a phone too.
      device === "mobile" && landingUrl && !popup
      ? "redirect"
      : "callback"
    : // Of a key that is none of the merchant's channels only the plain rule is known.
      data.channelKey && !channel
      ? deliveryOf({}, device)
      : isDisputed(params, device)
        ? settings.disputedDelivery
        : deliveryOf(params, device);

  const attempt: Attempt = {
    payment: record(
      request,
      provider,
      pgId,
      channel ?? channelAt(provider, pgId, settings),
      userAgent,
      state.clock.seconds(),
    ),
    request,
    language: (text(data.language, 10) ?? "ko") === "ko" ? "ko" : "en",
    delivery,
    display: popup ? "popup" : delivery === "redirect" ? "page" : "frame",
    popup,
    landingUrl,
    dueAt: dueAt(text(data.vbank_due, 30)),
    confirmUrls: certification ? [] : textsOf(data.confirm_url),
  };
  if (!certification) payments.add(attempt.payment, textsOf(data.notice_url));
  return attempt;
}

function refusalOf(
  { action, userCode, data, sdk }: OpenRequest,
  provider: string,
  { settings, payments, prepared }: Pick<State, "settings" | "payments" | "prepared">,
) {
  if (userCode !== settings.userCode) return failures.unknownMerchant;
  if (action === "certification") return null;
  const merchantUid = String(data.merchant_uid ?? "");
  // The guide's own sample for the v1 SDK, "payment-" and a UUID, has more than the 40 that the reference allows.
  if (!isOrderNumber(merchantUid, sdk === "v1" ? 44 : 40)) return failures.badOrder;
  const amount = amountOf(data);
  if (!Number.isFinite(amount) || amount < 0 || (amount === 0 && !registersBillingKey(data))) {
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

export function isOrderNumber(text: string, most = 40): boolean {
  const bytes = Buffer.byteLength(text);
  return bytes >= 1 && bytes <= most;
}

/** Whether there may be nothing to pay. PayPal's button `paypal-rt` is there to register one. */
function registersBillingKey({ customer_uid, uiType }: OpenRequest["data"]): boolean {
  return Boolean(customer_uid) || uiType === "paypal-rt";
}

/**
 * The service goes by `pg`, whatever frame it came through. A key that none of the merchant's channels has stands for Toss
 * Payments, so that a shop's own keys need not be made known here.
 */
function gatewayOf(data: OpenRequest["data"], own: string): string[] {
  if (data.channelKey) return ["tosspayments"];
  const [provider = "", ...rest] = (text(data.pg, 100) ?? own).split(".");
  return rest.length > 0 ? [provider, rest.join(".")] : [provider];
}

/** The merchant's own channel that a payment goes through, if there is one. */
function channelAt(provider: string, pgId: string | undefined, { gateways }: Settings): Gateway | undefined {
  return gateways.find(
    (gateway) => gateway.pg_provider === provider && (pgId === undefined || gateway.pg_id === pgId),
  );
}

function record(
  { data, device, action }: OpenRequest,
  provider: string,
  pgId: string | undefined,
  channel: Gateway | undefined,
  userAgent: string,
  now: number,
): Payment {
  return newPayment({
    merchant_uid: String(data.merchant_uid ?? ""),
    pay_method: text(data.pay_method, 20) ?? "card",
    channel: device,
    pg_provider: cut(provider, 16),
    pg_id: cut(pgId ?? channel?.pg_id ?? "sandbox", 80),
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
    custom_data: data.custom_data === undefined ? null : JSON.stringify(data.custom_data),
    user_agent: userAgent.slice(0, 500),
    started_at: now,
    customer_uid: text(data.customer_uid, 100),
    customer_uid_usage: data.customer_uid ? (amountOf(data) === 0 ? "issue" : "payment") : null,
  });
}

/** One address or a list of them. */
function textsOf(value: unknown): string[] {
  return [value].flat().filter((url): url is string => typeof url === "string" && url !== "");
}

/** PortOne takes an amount that came as a string, too. Where a billing key is registered there may be none. */
function amountOf(data: OpenRequest["data"]): number {
  const { amount } = data;
  if (amount === undefined && registersBillingKey(data)) return 0;
  return typeof amount === "number" || (typeof amount === "string" && amount.trim()) ? Number(amount) : NaN;
}

function currencyOf(data: OpenRequest["data"], provider: string): string {
  const usual = ["paypal", "eximbay"].includes(provider) ? "USD" : "KRW";
  return text(data.currency, 10)?.toUpperCase() ?? usual;
}

/** A field as text, cut to what a window or a record can hold; `null` when there is none. */
function text(value: unknown, most: number): string | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  return cut(String(value), most) || null;
}

/** So many characters at most, and none of them half. */
function cut(value: string, most: number): string {
  return [...value.slice(0, 2 * most)].slice(0, most).join("");
}

function booleanOr(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

/** `YYYY-MM-DD`, `YYYYMMDD`, with or without a time, in Korea; without one the whole day counts. */
function dueAt(due: string | null): number | undefined {
  const parts = /^(\d{4})-?(\d\d)-?(\d\d)(?:\s*(\d\d):?(\d\d):?(\d\d))?$/.exec(due ?? "");
  if (!parts) return undefined;
  const [, year, month, day, hour = "23", minute = "59", second = "59"] = parts;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}+09:00`);
  return Number.isNaN(time) ? undefined : time / 1000;
}
