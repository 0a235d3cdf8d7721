import { isObject } from "./plain.ts";

/** A number as a database or a form writes it: `"15000"`, `" 64900.00 "`. Not `"64,900"`, of which nobody can be sure. */
export function isPlainDecimal(value: unknown): boolean {
  return typeof value === "string" && /^\s*\d{1,12}(\.\d{1,4})?\s*$/.test(value);
}

/** The address, if it is one. */
export function parse(address: unknown, base?: string): URL | undefined {
  try {
    return typeof address === "string" ? new URL(address, base) : undefined;
  } catch {
    return undefined;
  }
}

/** The value inside, at a path of names joined by dots. */
export function inside(value: unknown, path: string): unknown {
  return path.split(".").reduce((outer, name) => (isObject(outer) ? outer[name] : undefined), value);
}
