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

/** The exact difference of two amounts: 0.3 - 0.1 is 0.2, and not 0.19999999999999998. */
export function subtract(from: number, part: number): number {
  return sum(from, -part);
}

/** The exact sum of two amounts. */
export function sum(one: number, other: number): number {
  const scale = Math.max(decimalsOf(one), decimalsOf(other));
  // `Number` of the decimal digits is the nearest number, which is printed with these digits again.
  return Number(`${unitsOf(one, scale) + unitsOf(other, scale)}e-${scale}`);
}

/** How many digits an amount has after the point; 1e-7 has seven. */
function decimalsOf(amount: number): number {
  const [digits = "", exponent = "0"] = String(amount).split("e");
  return Math.max(0, (digits.split(".")[1] ?? "").length - Number(exponent));
}

function unitsOf(amount: number, scale: number): bigint {
  const [digits = "", exponent = "0"] = String(amount).split("e");
  const [whole = "", fraction = ""] = digits.split(".");
  return BigInt(whole + fraction) * 10n ** BigInt(scale - fraction.length + Number(exponent));
}
