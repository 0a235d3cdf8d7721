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

/** What `sessionStorage` holds: the last request, and the answer that a landing page has read for it. */
interface Memory {
  request?: RememberedRequest;
  answer?: { merchant_uid?: string };
}

const key = "iamport-request-pay";

/** Before the SDK is called, since any call may lead away from the page. */
export function rememberRequest(request: RememberedRequest): void {
  write({ request });
}

/** For the page that asked, should the customer go back to it. */
export function rememberAnswer(answer: Readonly<Record<string, unknown>>): void {
  write({ ...read(), answer });
}

/** The answer stays: the page that asked may still come back from the back/forward cache. */
export function forgetRequest(): void {
  const { answer } = read();
  write(answer ? { answer } : {});
}

/** What is remembered of this order. */
export function recall<Part extends keyof Memory>(
  part: Part,
  order: string | null,
): NonNullable<Memory[Part]> | null {
  const memory = read()[part];
  return memory && memory.merchant_uid === order ? memory : null;
}

function read(): Memory {
  try {
    return Object(JSON.parse(sessionStorage.getItem(key) ?? "{}"));
  } catch {
    // Storage is denied, or holds something else: a page without a memory still takes payments.
    return {};
  }
}

function write(memory: Memory): void {
  try {
    if (memory.request || memory.answer) sessionStorage.setItem(key, JSON.stringify(memory));
    else sessionStorage.removeItem(key);
  } catch {
    // Storage is full or denied.
  }
}
