import { IamportApiError } from "../api-error.ts";
import { asRefusal } from "../client/as-refusal.ts";
import type { Call } from "../client/call.ts";
import { lookForAWhile } from "../client/look-for-a-while.ts";
import { mayStillRun } from "../client/may-still-run.ts";
import { longestPause, pauseAsked } from "../client/pause-asked.ts";
import { unexpectedAnswer } from "../client/unexpected-answer.ts";
import { unknownWhether } from "../client/unknown-whether.ts";
import { isRecord } from "../is-record.ts";
import type { Payment } from "../payment.ts";
import { type Charge, checkCharge, checkCustomerUid } from "./check-charge.ts";
import { findCharge, type OrderCharges } from "./find-charge.ts";

/** What to charge a billing key. */
export interface ChargeRequest extends Charge {
  /** The billing key: your ID of the customer's card. */
  customer_uid: string;
}

/**
 * Charges once, whatever is lost on the way, or says that it isn't known whether it did. PortOne takes no second payment
 * for an order that is paid; the order's payments are looked at all the same, before every time that it is asked.
 */
export async function chargeBillingKey(
  call: Call,
  request: ChargeRequest,
  retries: number,
): Promise<Payment> {
  checkCustomerUid("chargeBillingKey", request.customer_uid);
  checkCharge("chargeBillingKey", request);
  // Called again after a charge whose answer was lost, this one has sent nothing, and that one may have been made.
  const before = await findCharge(call, request).catch((error: unknown) => {
    throw error instanceof IamportApiError && error.retryable ? unknownWhetherCharged(error) : error;
  });
  if (before.charge) return before.charge;
  if (before.paidBy) throw paidByAnother(before.paidBy);
  if (before.underWay) throw isUnderWay(before.underWay);

  const body = { ...request, currency: request.currency ?? "KRW" };
  let mayHaveArrived = false;
  for (let tried = 0; ; tried++) {
    const sent = { method: "POST", path: "/subscribe/payments/again", body } as const;
    const answer = await call(sent, { mayRepeat: () => false }).catch(asRefusal);
    if (!("refusal" in answer) && isPaymentOf(answer.response, request)) return answer.response;
    const refusal = "refusal" in answer ? answer.refusal : noPayment(sent.path);
    mayHaveArrived ||= refusal.mayHaveArrived;

    const found = await lookFor(refusal, mayHaveArrived).catch(() => null);
    const made = found && (found.charge ?? newlyDeclined(found, before));
    if (made) return made;
    // It may be there, or be there in a moment.
    const isDoubtful = mayHaveArrived && (!found || found.underWay !== undefined || mayStillRun(refusal));
    if (isDoubtful) throw unknownWhetherCharged(refusal);
    if (found?.paidBy) throw paidByAnother(found.paidBy);
    // Nor does a "no" to this attempt say that the one before it has come to nothing.
    if (!refusal.retryable || !refusal.mayHaveArrived) {
      throw mayHaveArrived ? unknownWhetherCharged(refusal) : refusal;
    }
    if (tried >= retries || pauseAsked(refusal) > longestPause) throw unknownWhetherCharged(refusal);
  }

  /** What an attempt has left at PortOne, whatever its answer was. */
  async function lookFor(refusal: IamportApiError, isDoubtful: boolean): Promise<OrderCharges> {
    // A refusal of PortOne's own is an answer: what there is to find is there already.
    if (!isDoubtful) return findCharge(call, request);
    return lookForAWhile(() => findCharge(call, request), {
      isFound: (found) => Boolean(found.charge ?? newlyDeclined(found, before)),
      after: Math.min(pauseAsked(refusal), longestPause),
    });
  }
}

/** Declined since the call began: the card's own "no", which is an answer. */
function newlyDeclined({ declined }: OrderCharges, before: OrderCharges): Payment | undefined {
  return declined.find(({ imp_uid }) => !before.declined.some((known) => known.imp_uid === imp_uid));
}

/** PortOne's own shape: what is relied on is looked at by whoever relies on it. */
function isPaymentOf(response: unknown, { merchant_uid }: ChargeRequest): response is Payment {
  return isRecord(response) && response.merchant_uid === merchant_uid && typeof response.imp_uid === "string";
}

function noPayment(path: string): IamportApiError {
  return unexpectedAnswer({ path, retryable: true }, "is not a payment of the order that was to be charged");
}

function paidByAnother({ imp_uid }: Payment): IamportApiError {
  const message =
    `chargeBillingKey: ${imp_uid} has paid this order, and it isn't this charge (billing key, amount and currency). ` +
    "Each charge needs a merchant_uid of its own.";
  return new IamportApiError(message, { status: null, code: null, retryable: false });
}

function isUnderWay({ imp_uid }: Payment): IamportApiError {
  const message =
    `chargeBillingKey: a charge of this order is under way (${imp_uid}), and nothing more was sent. ` +
    "Call again later: it looks first.";
  return new IamportApiError(message, { status: null, code: null, retryable: true, mayHaveArrived: true });
}

function unknownWhetherCharged(refusal: IamportApiError): IamportApiError {
  const advice =
    "It isn't known whether the card was charged: call chargeBillingKey again later, with the same merchant_uid. It looks first.";
  return unknownWhether(refusal, { advice, retryable: true });
}
