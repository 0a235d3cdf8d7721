/** What a request stores for its landing page. */
export interface ToRemember {
  /** The kind of request; a payment has none. */
  kind?: "certification" | undefined;
  /** Further fields, which landing pages of that kind know. */
  [name: string]: unknown;
}

/** What a tab remembers of its last request, until the landing page has the answer. */
export interface Asked extends ToRemember {
  /** The request's ID. */
  merchant_uid: string;
  /** When, in milliseconds since 1970. */
  requestedAt: number;
}

/**
 * What `sessionStorage` holds: the last request, and the answer that a landing page has read for it. The
 * answer outlives the request: the page that asked may still come back from the back/forward cache.
 *
 * Only one request is kept: a page has one window open at a time, and if the customer leaves the page for a gateway, it
 * is for the last request.
 */
interface Memory {
  request: Asked;
  answer: Readonly<Record<string, unknown>>;
}

const prefix = "iamport-request-pay:";

/** Stores the value, or removes what is stored if there is none. */
export function remember<Part extends keyof Memory>(part: Part, memory?: Memory[Part]): void {
  try {
    if (memory) sessionStorage.setItem(prefix + part, JSON.stringify(memory));
    else sessionStorage.removeItem(prefix + part);
  } catch {
    // Storage is full or denied: a page without a memory still takes payments.
  }
}

/** What is remembered of this request; without an ID, of the last one. */
export function recall<Part extends keyof Memory>(
  part: Part,
  merchantUid: string | null,
): Memory[Part] | null {
  try {
    const memory = JSON.parse(`${sessionStorage.getItem(prefix + part)}`);
    return merchantUid === null || memory.merchant_uid === merchantUid ? memory : null;
  } catch {
    // Nothing is stored, or something else is.
    return null;
  }
}
