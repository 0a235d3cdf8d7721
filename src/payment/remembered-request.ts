/** A payment that this tab asked for, as far as a landing page wants to know it. */
export interface RememberedRequest {
  /** The order's ID. */
  merchant_uid: string;
  /** What was to be paid, in the payment's currency. */
  amount: number;
  /** The product's name. */
  name: string | null;
  /** The gateway, as it was given. */
  pg: string | null;
  /** The method, as it was given. */
  pay_method: string | null;
  /** When, in milliseconds since 1970. */
  requestedAt: number;
}

/**
 * What `sessionStorage` holds: the last request, and the answer that a landing page has read for it. The
 * answer outlives the request: the page that asked may still come back from the back/forward cache.
 */
interface Memory {
  request: Pick<RememberedRequest, "merchant_uid" | "amount" | "requestedAt"> & { [name: string]: unknown };
  answer: Readonly<Record<string, unknown>>;
}

const prefix = "iamport-request-pay:";

/** Keeps it, or forgets it when there is none. */
export function remember<Part extends keyof Memory>(part: Part, memory?: Memory[Part]): void {
  try {
    if (memory) sessionStorage.setItem(prefix + part, JSON.stringify(memory));
    else sessionStorage.removeItem(prefix + part);
  } catch {
    // Storage is full or denied: a page without a memory still takes payments.
  }
}

/** What is remembered of this order; without an order, of the last one. */
export function recall<Part extends keyof Memory>(part: Part, order: string | null): Memory[Part] | null {
  try {
    const memory = JSON.parse(`${sessionStorage.getItem(prefix + part)}`);
    return order === null || memory.merchant_uid === order ? memory : null;
  } catch {
    // Nothing there, or something else.
    return null;
  }
}
