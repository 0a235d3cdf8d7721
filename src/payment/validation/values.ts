import { isObject } from "./plain.ts";

/** A number as a database or a form writes it: `"15000"`, `" 64900.00 "`. Not `"64,900"`, which nobody can be sure of. */
export function isPlainDecimal(value: unknown): value is string {
  return typeof value === "string" && /^\s*\d{1,12}(\.\d{1,4})?\s*$/.test(value);
}

/** Whether it has no more digits behind the point than the currency. */
export function hasDigits(amount: number, digits: number): boolean {
  return Number(amount.toFixed(digits)) === amount;
}

/** Begins with a scheme, as in `https:`, `myapp:`; everything else is relative to the page. */
export function hasScheme(address: string): boolean {
  return /^\s*[a-z][\w+.-]*:/i.test(address);
}

/** An address that a server can be asked at. */
export function isWebAddress(value: unknown): boolean {
  return typeof value === "string" && /^\s*https?:\/\/[^/\s]/i.test(value);
}

/** An address that runs what it carries, or leads nowhere a customer could land. */
export function isScript(address: unknown): boolean {
  const { protocol } = parse(address) ?? {};
  return /^(javascript|data|vbscript|blob|file|about):$/.test(`${protocol}`);
}

/** The address, if it is one. */
export function parse(address: unknown, base?: string): URL | undefined {
  try {
    return typeof address === "string" ? new URL(address, base) : undefined;
  } catch {
    return undefined;
  }
}

/** What is inside, however deep, and whatever stands in between. */
export function inside(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce((outer, name) => (isObject(outer) ? outer[name] : undefined), value);
}
