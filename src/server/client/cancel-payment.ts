import { changed, type IamportApiError, refused } from "../api-error.ts";
import type { BankCode } from "../bank-codes.ts";
import type { Payment, PaymentCancellation } from "../payment.ts";
import { isSameAmount } from "../verification/decimal.ts";
import { asRefusal } from "./as-refusal.ts";
import type { Call } from "./call.ts";
import { checkAmount, checkPart } from "./check-amount.ts";
import { isImpUid, isMerchantUid, malformed } from "./identifiers.ts";
import { lookForAWhile } from "./look-for-a-while.ts";
import { hasTimedOut } from "./may-still-run.ts";
import { readPayment } from "./read-payment.ts";
import { unknownWhether } from "./unknown-whether.ts";

/** What to cancel. `imp_uid` or `merchant_uid` is required; of both, PortOne goes by `imp_uid`. */
export interface CancelRequest {
  /** The payment's ID. */
  imp_uid?: string | undefined;
  /** The order's ID. */
  merchant_uid?: string | undefined;
  /**
   * How much, in the payment's currency: more than 0 and finite. To give back all that is left, leave it out; an
   * `amount` that is there and `undefined` is refused, since PortOne would take it for all.
   * @default all that is left
   */
  amount?: number;
  /**
   * What you think can still be cancelled: more than 0 and finite. PortOne compares before it cancels anything, so
   * that the same request can't cancel twice: only with it a lost answer is asked for again, and not while PortOne may
   * still be at the first.
   */
  checksum?: number;
  /**
   * Why. Naver Pay demands one. With a `checksum` a mark of the library's is put behind it, such as `(#1f9c27ab)`:
   * by it a cancellation whose answer was lost is found in `cancel_history`, and not taken for somebody else's.
   */
  reason?: string | undefined;
  /** The part of `amount` that is free of tax. */
  tax_free?: number | undefined;
  /** The part of `amount` that is value added tax, where the payment named one. */
  vat_amount?: number | undefined;
  /**
   * For a paid virtual account, and a phone bill of a month before (KCP): the holder of the customer's account. All three
   * of the account are needed; some alone are refused before anything is sent.
   */
  refund_holder?: string | undefined;
  /** The customer's bank, by its KFTC code: {@link bankCodes}. */
  refund_bank?: BankCode | undefined;
  /** The number of the customer's account. It appears in no error, nor do the holder and the phone number. */
  refund_account?: string | undefined;
  /** The customer's phone number; Smartro demands it for a virtual account. */
  refund_tel?: string | undefined;
  /**
   * Whether PortOne sends a webhook of this cancellation too.
   * @default false
   */
  enable_webhook?: boolean | undefined;
  /**
   * Whether a promotion stays, even if what is left goes against its terms.
   * @default false
   */
  retain_promotion?: boolean | undefined;
  /** Naver Pay demands who asks for it: `"customer"`, or `"admin"`, which is PortOne's default. */
  extra?:
    | {
        /** Who asks for it. */
        requester?: "customer" | "admin";
        /** Whatever else your gateway wants. */
        [other: string]: unknown;
      }
    | undefined;
  /** Whatever else your gateway wants. */
  [other: string]: unknown;
}

/** How payments are looked at after an answer was lost: those of the order, or the one. */
export interface PaymentsAtHand {
  getPayment(imp_uid: string): Promise<Payment>;
  findPayments(merchant_uid: string): Promise<Payment[]>;
}

/** Cancels once, whatever is lost on the way, or says that it isn't known whether it did. */
export async function cancelPayment(
  call: Call,
  payments: PaymentsAtHand,
  request: CancelRequest,
): Promise<Payment> {
  check(request);
  const { imp_uid, merchant_uid, checksum, reason } = request;
  // With a checksum PortOne itself sees to it that a repetition does nothing more, once it has done the first; without
  // one nobody does.
  const mark = checksum === undefined ? null : createMark();
  const body = mark ? { ...request, reason: reason ? `${reason} ${mark}` : mark } : request;
  const begun = Date.now();
  const sent = { method: "POST", path: "/payments/cancel", body, hidden: accountIn(request) } as const;
  const mayRepeat = (refusal: IamportApiError) => mark !== null && !hasTimedOut(refusal);
  const answer = await call(sent, { mayRepeat }).catch(asRefusal);
  if (!("refusal" in answer)) {
    return readPayment(answer.response, { asked: imp_uid ? { imp_uid } : { merchant_uid }, path: sent.path });
  }
  const { refusal, arrived, running } = answer;
  // No answer was lost: it is as PortOne says.
  if (!arrived) throw refusal;
  if (!mark) throw unknownWhether(refusal, { advice, retryable: false });
  const look = () => lookAt(payments, request);
  const doneAmong = (seen: Payment[]) =>
    seen.find((payment) => cancellationsOf(payment).some((one) => isMarked(one, mark)));
  const looking = running
    ? lookForAWhile(look, { isFound: (seen) => doneAmong(seen) !== undefined })
    : look();
  const seen = await looking.catch(() => null);
  const done = seen && doneAmong(seen);
  if (done) return done;
  const notOurs = seen !== null && !seen.flatMap(cancellationsOf).some(isPossiblyOurs);
  // The last attempt was refused, and no attempt before it has left anything behind, nor can it any more.
  if (notOurs && !running && !refusal.retryable) throw changed(refusal, { mayHaveArrived: false });
  throw unknownWhether(refusal, { advice });

  /** Whether it could be this one, its mark cut off on the way through the gateway. */
  function isPossiblyOurs({ amount, cancelled_at, reason: stated }: PaymentCancellation): boolean {
    const inTime = cancelled_at * 1000 > begun - clockDifference;
    return inTime && isSameAmount(amount, request.amount ?? checksum) && !anyMark.test(String(stated));
  }
}

const advice =
  "It isn't known whether the payment was cancelled: look at its cancel_history before you cancel again.";

/** By how many milliseconds PortOne's clock may be behind this machine's. */
const clockDifference = 10 * 60_000;

const anyMark = /\(#[\da-f]{8}\)/;

function createMark(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(4));
  return `(#${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")})`;
}

function isMarked({ reason }: PaymentCancellation, mark: string): boolean {
  return String(reason).includes(mark);
}

function cancellationsOf({ cancel_history }: Payment): PaymentCancellation[] {
  return Array.isArray(cancel_history) ? cancel_history : [];
}

/** By order it is any of its payments: the newest need not be the one that was cancelled. */
async function lookAt(
  { getPayment, findPayments }: PaymentsAtHand,
  { imp_uid, merchant_uid }: CancelRequest,
): Promise<Payment[]> {
  return imp_uid ? [await getPayment(imp_uid)] : findPayments(`${merchant_uid}`);
}

function check(request: CancelRequest): void {
  const { imp_uid, merchant_uid } = request;
  if (imp_uid === undefined && merchant_uid === undefined) {
    throw refused("cancelPayment needs to know which payment: its imp_uid, or its order's merchant_uid.");
  }
  if (imp_uid !== undefined && !isImpUid(imp_uid)) throw malformed("cancelPayment", "imp_uid", imp_uid);
  if (imp_uid === undefined && !isMerchantUid(merchant_uid)) {
    throw malformed("cancelPayment", "merchant_uid", merchant_uid);
  }
  // `JSON` leaves out what is `undefined`, and a cancellation without an amount is of everything.
  if ("amount" in request) {
    const advice = "PortOne would give everything back. For that, leave it out.";
    checkAmount(request.amount, { call: "cancelPayment", name: "amount", advice });
  }
  if ("checksum" in request) {
    checkAmount(request.checksum, { call: "cancelPayment", name: "checksum", advice: "Or leave it out." });
  }
  checkRefundAccount(request);
  for (const name of ["tax_free", "vat_amount"] as const) {
    checkPart(request[name], { call: "cancelPayment", name });
  }
}

/** What of the customer's account no error may repeat, with and without what digits are parted by. */
function accountIn({ refund_account, refund_holder, refund_tel }: CancelRequest): string[] | undefined {
  const texts = [refund_account, refund_holder, refund_tel].filter((text) => typeof text === "string");
  const bare = texts.map((text) => text.replace(/\D/g, "")).filter(({ length }) => length > 5);
  const hidden = [...texts, ...bare].filter((text) => text.trim().length > 1);
  return hidden.length > 0 ? hidden : undefined;
}

const refundAccount = ["refund_holder", "refund_bank", "refund_account"] as const;

/** PortOne refuses a part of an account, or a gateway does, days later. None of its values goes into the message. */
function checkRefundAccount(request: CancelRequest): void {
  const isThere = (name: (typeof refundAccount)[number]) => {
    const value: unknown = request[name];
    return typeof value === "string" && value.trim() !== "";
  };
  const missing = refundAccount.filter((name) => !isThere(name));
  if (missing.length === 0 || refundAccount.every((name) => request[name] === undefined)) return;
  throw refused(
    `cancelPayment: an account to refund to needs all of ${refundAccount.join(", ")}; there is no ${missing.join(", no ")}.`,
  );
}
