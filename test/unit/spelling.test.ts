// @vitest-environment node
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { findMisspelt } from "../../src/payment/validation/spelling.ts";

/** The names in a union type of `src/payment/codes.ts`. */
function namesOf(type: string): string[] {
  const source = readFileSync(new URL("../../src/payment/codes.ts", import.meta.url), "utf8");
  const [, union = ""] = new RegExp(`export type ${type} =([^;]*);`).exec(source) ?? [];
  return [...union.matchAll(/"(\w+)"/g)].map(([, name = ""]) => name);
}

it.each([
  ["GatewayCode", "pg", 40],
  ["PayMethod", "pay_method", 40],
])("no %s that an editor offers is taken for a slip in another", (type, name, least) => {
  const names = namesOf(type);
  expect(names.length).toBeGreaterThan(least);
  expect(names.flatMap((value) => findMisspelt({ [name]: value }))).toEqual([]);
});
