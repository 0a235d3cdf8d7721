import { announce, logChange } from "../service/announce.ts";
import { cancelPayment } from "../service/cancel-payment.ts";
import { isSorting, isStatus, type Sorting, sortPayments } from "../service/find-payment.ts";
import { subtract } from "../service/money.ts";
import type { Payment } from "../service/payments.ts";
import { cancellableOf } from "../service/settle.ts";
import {
  type Call,
  isAnswer,
  listInQuery,
  type Operations,
  pageOf,
  textField,
  unknownPayment,
  wholeNumber,
  withPayment,
} from "./call.ts";
import { type Answer, refuse, succeed } from "./envelope.ts";
import { amountOf } from "./rest-body.ts";

/** Looks payments up, and gives money back. */
export const payments: Operations = {
  "POST /payments/cancel": cancel,

  // Unlike the lookup by imp_uid, the others document no include_sandbox: they find test payments always.
  "GET /payments/find/{merchant_uid}/{payment_status?}": (call) => {
    const found = ofOrder(call);
    if (isAnswer(found)) return found;
    return found[0] ? succeed(found[0]) : unknownPayment;
  },

  "GET /payments/findAll/{merchant_uid}/{payment_status?}": (call) => {
    const found = ofOrder(call);
    if (isAnswer(found)) return found;
    if (found.length === 0) return unknownPayment;
    const page = pageOf(found, call.query);
    return isAnswer(page) ? page : succeed(page);
  },

  "GET /payments/status/{payment_status}": byStatus,
  "GET /payments": byList,

  "GET /payments/{imp_uid}/balance": (call) => withPayment(call, (payment) => succeed(balanceOf(payment))),

  "GET /payments/{imp_uid}": (call) =>
    withPayment(call, (payment) => {
      if (!payment.sandbox || call.query.get("include_sandbox") === "true") return succeed(payment);
      // The commonest surprise at PortOne: nothing in the answer tells it from a payment that isn't there.
      call.state.settings.warn(
        `GET /payments/${payment.imp_uid}: 404, as at PortOne: a test channel's payment is left out without ?include_sandbox=true`,
      );
      return unknownPayment;
    }),
};

/** The payments of the order that the path names, sorted as the query says. */
function ofOrder({ state, path, query }: Call): Payment[] | Answer {
  const status = path("payment_status");
  const sorting = sortingOf(query);
  if (status !== "" && !isStatus(status)) return unknownStatus;
  if (isAnswer(sorting)) return sorting;
  const all = state.payments.ofOrder(path("merchant_uid"));
  return sortPayments(
    all.filter((payment) => status === "" || payment.status === status),
    sorting,
  );
}

const unknownStatus = refuse(400, "지원되지 않는 상태값입니다.");

const ninetyDays = 90 * 24 * 60 * 60;

/** By which time a payment of this status is looked for. */
const timeOf: Record<string, (payment: Payment) => number> = {
  all: ({ started_at }) => started_at,
  ready: ({ started_at }) => started_at,
  paid: ({ paid_at }) => paid_at,
  failed: ({ failed_at }) => failed_at,
  cancelled: ({ cancelled_at }) => cancelled_at,
};

function byStatus({ state, path, query, moment }: Call): Answer {
  const status = path("payment_status");
  const time = timeOf[status];
  if (!time) return unknownStatus;
  const sorting = sortingOf(query);
  if (isAnswer(sorting)) return sorting;
  const to = wholeNumber(query.get("to"), moment.now);
  const from = to === null ? null : wholeNumber(query.get("from"), to - ninetyDays);
  if (to === null || from === null || from > to)
    return refuse(400, "조회 기간이 올바르지 않습니다. (from, to)");
  if (to - from > ninetyDays) return refuse(400, "조회 기간은 최대 90일입니다. (from, to)");
  const found = state.payments
    .all()
    .filter((payment) => status === "all" || payment.status === status)
    .filter((payment) => time(payment) >= from && time(payment) <= to);
  const page = pageOf(sortPayments(found, sorting), query);
  return isAnswer(page) ? page : succeed(page);
}

/** Several at once: all of them 200, some of them 207, none of them 404. */
function byList({ state, query }: Call): Answer {
  const uids = listInQuery(query, "imp_uid");
  const orders = listInQuery(query, "merchant_uid");
  const asked = uids.length + orders.length;
  if (asked === 0) return refuse(400, "imp_uid[] 또는 merchant_uid[]가 필요합니다.");
  if (asked > 100)
    return refuse(400, "한 번에 최대 100개까지 조회할 수 있습니다. (imp_uid[], merchant_uid[])");
  const named = [
    ...uids.map((uid) => state.payments.get(uid)),
    ...orders.map((order) => state.payments.ofOrder(order)[0]),
  ];
  const found = new Set(named.filter((payment) => payment !== undefined));
  if (found.size === 0) return unknownPayment;
  return succeed([...found], named.includes(undefined) ? 207 : 200);
}

/** What is left of a payment, by how it was paid. The vat is a tenth of the price, as nearly everywhere in Korea. */
function balanceOf(payment: Payment) {
  const left = cancellableOf(payment);
  const vat = Math.floor(left / 11);
  const none = { tax_free: 0, supply: 0, vat: 0, service: 0 };
  const primary = { tax_free: 0, supply: subtract(left, vat), vat, service: 0 };
  const cash_receipt = payment.cash_receipt_issued ? primary : none;
  return { amount: payment.amount, cash_receipt, primary, secondary: none, discount: none, histories: [] };
}

async function cancel(call: Call): Promise<Answer> {
  const { state, fields, moment } = call;
  const sums = {
    amount: amountOf(fields.amount),
    checksum: amountOf(fields.checksum),
    tax_free: amountOf(fields.tax_free),
  };
  const wrong = Object.entries(sums).find(([, sum]) => Number.isNaN(sum));
  if (wrong) return refuse(400, `금액이 올바르지 않습니다. (${wrong[0]})`);

  const imp_uid = textField(call, "imp_uid");
  const merchant_uid = textField(call, "merchant_uid");
  if (!imp_uid && !merchant_uid) return refuse(200, "imp_uid, merchant_uid 중 하나는 지정해주셔야합니다.");
  const ofOrder = state.payments.ofOrder(merchant_uid ?? "");
  const payment = imp_uid
    ? state.payments.get(imp_uid)
    : // An order can have failed payments beside the one that went through.
      (ofOrder.find(({ paid_at }) => paid_at > 0) ?? ofOrder[0]);
  if (!payment) return refuse(200, "취소할 결제건이 존재하지 않습니다.");

  const cancellation = cancelPayment(
    payment,
    {
      ...sums,
      reason: textField(call, "reason"),
      refund_holder: textField(call, "refund_holder"),
      refund_bank: textField(call, "refund_bank"),
      refund_account: textField(call, "refund_account"),
    },
    moment.now,
  );
  if (typeof cancellation === "string") return refuse(200, cancellation);
  // A cancellation by API sends no webhook, unless it is asked for.
  if (fields.enable_webhook === true || fields.enable_webhook === "true") {
    const { cancellation_id } = cancellation;
    await announce(state, payment, { cancellation_id, askedBy: "server" });
  } else logChange(state.log, payment);
  return succeed(payment);
}

function sortingOf(query: URLSearchParams): Sorting | Answer {
  const sorting = query.get("sorting") ?? "-started";
  return isSorting(sorting) ? sorting : refuse(400, "지원되지 않는 정렬규칙입니다.");
}
