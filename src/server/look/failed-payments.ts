/** A payment of PortOne's list that could not be handed on. */
export interface FailedPayment {
  imp_uid: string;
  merchant_uid: string;
  /** From where on the list has to be read to meet it again, in Unix seconds. */
  at: number;
}

/** Payments that could not be handed on: kept aside, so that they hold nothing else up. */
export interface FailedPayments {
  /** Keeps it; `false` when there are so many that it isn't them. */
  keep(payment: FailedPayment): boolean;
  has(imp_uid: string): boolean;
  drop(imp_uid: string): void;
  /** The next ones to be tried again, at most so many. */
  next(most: number): FailedPayment[];
  /** Those that nothing waits for any more, each once. */
  giveUp(): FailedPayment[];
  /** From where on the list has to be read again for the sake of those that are waited for; `null`: there is none. */
  readAgainFrom(): number | null;
}

const mostKept = 50;

/** A shop that is mended within a day loses nothing, though its processes start anew. In milliseconds. */
const longestWait = 24 * 60 * 60_000;

/** The same for processes that don't live for a day, such as cron jobs: how old what is waited for may be. In seconds. */
const oldest = 7 * 24 * 60 * 60;

export function createFailedPayments(): FailedPayments {
  const kept = new Map<string, FailedPayment & { failedAt: number; isWaitedFor: boolean }>();
  return {
    keep: (payment) => {
      if (kept.has(payment.imp_uid)) return true;
      if (kept.size >= mostKept) return false;
      kept.set(payment.imp_uid, { ...payment, failedAt: Date.now(), isWaitedFor: true });
      return true;
    },
    has: (imp_uid) => kept.has(imp_uid),
    drop: (imp_uid) => {
      kept.delete(imp_uid);
    },
    next: (most) => {
      const first = [...kept.values()].slice(0, most);
      // To the end of the line, whatever comes of it.
      for (const { imp_uid } of first) kept.delete(imp_uid);
      for (const one of first) kept.set(one.imp_uid, one);
      return first;
    },
    giveUp: () => {
      const now = Date.now();
      const late = [...kept.values()]
        .filter(({ isWaitedFor }) => isWaitedFor)
        .filter(({ failedAt, at }) => now - failedAt > longestWait || now / 1000 - at > oldest);
      for (const one of late) one.isWaitedFor = false;
      return late;
    },
    readAgainFrom: () => {
      const waitedFor = [...kept.values()].filter(({ isWaitedFor }) => isWaitedFor);
      return waitedFor.length === 0 ? null : Math.min(...waitedFor.map(({ at }) => at));
    },
  };
}
