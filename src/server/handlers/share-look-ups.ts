import type { LookUp } from "../verification/judge-payment.ts";

/**
 * The client's look-ups, shared: however many reports of one payment come at once, PortOne is asked for it once, and
 * once more for all that came while it was being asked. Those must not have the first answer, which may be older than
 * the news that they bring.
 */
export function shareLookUps({ includeSandbox, getPayment, findPayments }: LookUp): LookUp {
  return {
    includeSandbox,
    getPayment: shared((imp_uid) => getPayment(imp_uid)),
    findPayments: shared((merchant_uid) => findPayments(merchant_uid)),
  };
}

function shared<T>(ask: (uid: string) => Promise<T>): (uid: string) => Promise<T> {
  /** Not sent yet: whoever comes now may have its answer. */
  const waiting = new Map<string, Promise<T>>();
  const underWay = new Map<string, Promise<unknown>>();

  async function afterTheOneBefore(uid: string): Promise<T> {
    await underWay.get(uid)?.catch(() => undefined);
    // One more turn: whoever comes in the same moment has come in time.
    await null;
    waiting.delete(uid);
    const asking = ask(uid);
    underWay.set(uid, asking);
    try {
      return await asking;
    } finally {
      if (underWay.get(uid) === asking) underWay.delete(uid);
    }
  }

  return (uid) => {
    let next = waiting.get(uid);
    if (!next) {
      next = afterTheOneBefore(uid);
      waiting.set(uid, next);
    }
    return next;
  };
}
