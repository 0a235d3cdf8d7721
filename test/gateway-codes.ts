import { readFileSync } from "node:fs";

/** The names in a union type of `src/payment/codes.ts`. */
export function namesOf(type: "GatewayCode" | "PayMethod"): string[] {
  const source = readFileSync(new URL("../src/payment/codes.ts", import.meta.url), "utf8");
  const [, union = ""] = new RegExp(`export type ${type} =([^;]*);`).exec(source) ?? [];
  const names = [...union.matchAll(/"(\w+)"/g)].map(([, name = ""]) => name);
  if (names.length < 40) throw new Error(`src/payment/codes.ts: ${type} can't be read.`);
  return names;
}
