import type { Context, Hono, MiddlewareHandler } from "hono";
import { isOrderNumber } from "../service/open-payment.ts";
import type { State } from "../service/state.ts";
import { refuse, succeed, unreadable } from "./envelope.ts";
import { amountOf, readFields, textOf } from "./rest-body.ts";

/** An order's amount, registered before it is paid: the payment window then opens for no other. */
export function prepareRoutes(app: Hono, { prepared }: State, guarded: MiddlewareHandler): void {
  const unknown = (c: Context) => refuse(c, 404, "사전 등록된 결제 정보를 찾을 수 없습니다.");

  const register = async (c: Context) => {
    const fields = await readFields(c);
    if (!fields) return unreadable(c);
    const merchant_uid = textOf(fields.merchant_uid) ?? "";
    const amount = amountOf(fields.amount);
    if (!isOrderNumber(merchant_uid)) {
      return refuse(c, 400, "주문번호는 1~40바이트여야 합니다. (merchant_uid)");
    }
    if (amount === null || Number.isNaN(amount)) return refuse(c, 400, "금액이 올바르지 않습니다. (amount)");
    const known = prepared.has(merchant_uid);
    if (c.req.method === "PUT" && !known) return unknown(c);
    if (c.req.method === "POST" && known) return refuse(c, 200, "이미 등록된 주문번호입니다. (merchant_uid)");
    const order = { merchant_uid, amount, currency: textOf(fields.currency) };
    prepared.set(merchant_uid, order);
    return succeed(c, order);
  };
  app.post("/payments/prepare", guarded, register);
  app.put("/payments/prepare", guarded, register);

  app.get("/payments/prepare/:merchantUid", guarded, (c) => {
    const order = prepared.get(c.req.param("merchantUid"));
    return order ? succeed(c, order) : unknown(c);
  });
}
