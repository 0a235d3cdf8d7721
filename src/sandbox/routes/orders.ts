import type { Gateway, GatewayType } from "../options.ts";
import { channelOf } from "../service/channels.ts";
import { isPaid } from "../service/charge.ts";
import { cut } from "../service/cut.ts";
import { isOrderNumber, type Order } from "../service/orders.ts";
import { type Call, isAnswer, textField } from "./call.ts";
import { type Answer, refuse } from "./envelope.ts";
import { amountOf, listOf, textOf } from "./rest-body.ts";

/** What a call says of the order that it has paid, or why that order can't be paid. */
export function orderOf(fields: Call["fields"]): Order | Answer {
  const merchant_uid = textOf(fields.merchant_uid) ?? "";
  const amount = amountOf(fields.amount);
  if (!isOrderNumber(merchant_uid)) return refuse(400, "주문번호는 1~40바이트여야 합니다. (merchant_uid)");
  if (amount === null || Number.isNaN(amount)) return refuse(400, "금액이 올바르지 않습니다. (amount)");
  const quota = Number(fields.card_quota ?? 0);
  return {
    merchant_uid,
    amount,
    currency: textOf(fields.currency)?.toUpperCase() ?? "KRW",
    name: shortText(fields.name, 40),
    buyer_name: shortText(fields.buyer_name, 16),
    buyer_email: shortText(fields.buyer_email, 64),
    buyer_tel: shortText(fields.buyer_tel, 16),
    buyer_addr: shortText(fields.buyer_addr, 128),
    buyer_postcode: shortText(fields.buyer_postcode, 8),
    custom_data:
      typeof fields.custom_data === "object" && fields.custom_data !== null
        ? JSON.stringify(fields.custom_data)
        : textOf(fields.custom_data),
    card_quota: Number.isInteger(quota) ? quota : 0,
    noticeUrls: listOf(fields.notice_url).filter((url): url is string => typeof url === "string"),
  };
}

/** The same for an order that must not have been paid before. */
export function unpaidOrderOf({ state, fields }: Call): Order | Answer {
  const order = orderOf(fields);
  if (isAnswer(order)) return order;
  return isPaid(state, order.merchant_uid) ? paidBefore : order;
}

export const paidBefore = refuse(200, "이미 결제가 이루어진 거래건입니다.");

/**
 * The channel that `channel_key` or `pg` names; without either, the merchant's first. PortOne takes that one for a `pg`
 * that is none of the merchant's, too. A key has to be right.
 */
export function channelNamed(call: Call, type: GatewayType = "payment"): Gateway | Answer {
  const { settings } = call.state;
  const channelKey = textField(call, "channel_key");
  const named = channelOf(settings, { channelKey, pg: textField(call, "pg") }, type);
  const channel = named ?? (channelKey === null ? channelOf(settings, {}, type) : undefined);
  return channel ?? refuse(400, `등록되지 않은 채널입니다: ${channelKey ?? type}`);
}

function shortText(value: unknown, most: number): string | null {
  const text = textOf(value);
  return text === null ? null : cut(text, most);
}
