import type { OpenRequest } from "./attempt.ts";
import { cut } from "./cut.ts";

// What a page has given `request_pay`, which can be anything.

type Data = OpenRequest["data"];

/** A field as text, cut to what a window or a record can hold; `null` when there is none. */
export function text(value: unknown, most: number): string | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  return cut(String(value), most) || null;
}

/** One address or a list of them. */
export function textsOf(value: unknown): string[] {
  return [value].flat().filter((url): url is string => typeof url === "string" && url !== "");
}

export function booleanOr(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

/** PortOne takes an amount that came as a string, too. Where there may be nothing to pay there may be none. */
export function amountOf(data: Data): number {
  const { amount } = data;
  if (amount === undefined && mayPayNothing(data)) return 0;
  return typeof amount === "number" || (typeof amount === "string" && amount.trim()) ? Number(amount) : NaN;
}

/**
 * Whether there may be nothing to pay: a billing key is registered, as PayPal's button `paypal-rt` is there for, or KCP
 * quick pay registers a card, changes a PIN, and so on.
 */
export function mayPayNothing(data: Data): boolean {
  return Boolean(data.customer_uid) || data.uiType === "paypal-rt" || quickPayAction(data) !== "Pay";
}

/** What KCP quick pay is asked to do: to pay, unless its own parameters say otherwise. */
export function quickPayAction({ bypass }: Data): string {
  const { kcpQuick } = (bypass ?? {}) as { kcpQuick?: { actionType?: unknown } };
  return typeof kcpQuick?.actionType === "string" ? kcpQuick.actionType : "Pay";
}

export function currencyOf(data: Data, provider: string): string {
  const usual = ["paypal", "eximbay"].includes(provider) ? "USD" : "KRW";
  return text(data.currency, 10)?.toUpperCase() ?? usual;
}

/**
 * Until when an account takes the deposit, Unix seconds: `YYYY-MM-DD`, `YYYYMMDD`, with or without a time, in Korea;
 * without one the whole day counts.
 */
export function dueAt(due: string | null): number | undefined {
  const parts = /^(\d{4})-?(\d\d)-?(\d\d)(?:\s*(\d\d):?(\d\d):?(\d\d))?$/.exec(due ?? "");
  if (!parts) return undefined;
  const [, year, month, day, hour = "23", minute = "59", second = "59"] = parts;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}+09:00`);
  return Number.isNaN(time) ? undefined : time / 1000;
}
