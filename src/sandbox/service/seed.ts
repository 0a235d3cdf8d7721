import { newPayment } from "./new-payment.ts";
import type { Payment } from "./payments.ts";

/** A payment that the sandbox knows from the start: what isn't given is filled in as PortOne would. */
export type SeedPayment = Partial<Payment> & Pick<Payment, "imp_uid" | "merchant_uid" | "amount">;

/** An order whose amount was registered beforehand (`POST /payments/prepare`). */
export interface SeedOrder {
  /** The order's ID. */
  merchant_uid: string;
  /** What it has to cost, in units of its currency. */
  amount: number;
  /**
   * The currency in which it has to be paid, as an ISO 4217 code. `null`: any.
   * @default null
   */
  currency?: string | null;
}

/** What the sandbox knows from the start. */
export interface Seed {
  /** Payments, by their `imp_uid`. */
  payments?: readonly SeedPayment[] | undefined;
  /** Orders whose amount is registered. */
  orders?: readonly SeedOrder[] | undefined;
}

/**
 * What a file holds, as a seed; or, as text, what is wrong with it. A list alone is of payments.
 *
 * @param file - what `JSON.parse` gave
 * @example
 * ```ts
 * const seed = readSeed(JSON.parse(await readFile("seed.json", "utf8")));
 * if (typeof seed === "string") throw new Error(`seed.json: ${seed}`);
 * const sandbox = createSandbox({ seed });
 * ```
 * @see https://api.iamport.kr (`PaymentAnnotation`)
 */
export function readSeed(file: unknown): Seed | string {
  const seed: unknown = Array.isArray(file) ? { payments: file } : file;
  if (typeof seed !== "object" || seed === null) return "wanted { payments: […], orders: […] }";
  const { payments = [], orders = [], ...others } = seed as Record<string, unknown>;
  const [other] = Object.keys(others);
  if (other !== undefined) return `${other}: there is no such field; wanted payments, orders`;
  return (
    problemIn(payments, "payments", ["imp_uid", "merchant_uid"]) ??
    problemIn(orders, "orders", ["merchant_uid"]) ??
    (seed as Seed) // Each entry was looked at.
  );
}

/** The fields of a payment. */
const fields = Object.keys(
  newPayment({
    merchant_uid: "",
    channel: "pc",
    pg_provider: "",
    pg_id: "",
    sandbox: true,
    amount: 0,
    currency: "KRW",
    started_at: 0,
  }),
);

function problemIn(list: unknown, name: string, texts: readonly string[]): string | null {
  if (!Array.isArray(list)) return `${name}: wanted a list`;
  for (const [at, entry] of list.entries()) {
    const where = `${name}[${at}]`;
    if (typeof entry !== "object" || entry === null) return `${where}: wanted an object`;
    const missing = texts.find((text) => typeof entry[text] !== "string" || entry[text] === "");
    if (missing) return `${where}.${missing}: wanted a text`;
    if (typeof entry.amount !== "number" || !(entry.amount >= 0)) return `${where}.amount: wanted an amount`;
    const status = entry.status ?? "paid";
    if (name === "payments" && !["ready", "paid", "failed", "cancelled"].includes(status)) {
      return `${where}.status: wanted ready, paid, failed or cancelled`;
    }
    if (name === "payments" && list.findIndex(({ imp_uid }) => imp_uid === entry.imp_uid) < at) {
      return `${where}.imp_uid: another payment has it`;
    }
    const odd = name === "payments" && Object.keys(entry).find((field) => !fields.includes(field));
    if (odd) return `${where}.${odd}: a payment has no such field`;
  }
  return null;
}
