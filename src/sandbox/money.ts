import type { Language } from "./errors.ts";

/** An amount as a person reads it: `64,900원`, `₩64,900`, `$14.20`. */
export function formatMoney(amount: number, currency: string, language: Language): string {
  if (currency === "KRW" && language === "ko") return `${amount.toLocaleString("en-US")}원`;
  try {
    return new Intl.NumberFormat("en-US", {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
    }).format(amount);
  } catch {
    return `${amount.toLocaleString("en-US")} ${currency}`; // Not a currency code; shown as it came.
  }
}
