/** What a landing page wants to know of what was asked for. */
export interface ToRemember {
  /** What it was, where it was no payment. A payment has none. */
  kind?: "certification" | undefined;
  /** More of it, as a landing page of that kind knows. */
  [name: string]: unknown;
}

/** What a tab remembers of what it asked for last, until the landing page has its answer. */
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
 * There is one request: a page has one window open at a time, and what it asks for last is what it is left for.
 */
interface Memory {
  request: Asked;
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

/** What is remembered of this request; without an ID, of the last one. */
export function recall<Part extends keyof Memory>(
  part: Part,
  merchantUid: string | null,
): Memory[Part] | null {
  try {
    const memory = JSON.parse(`${sessionStorage.getItem(prefix + part)}`);
    return merchantUid === null || memory.merchant_uid === merchantUid ? memory : null;
  } catch {
    // Nothing there, or something else.
    return null;
  }
}
