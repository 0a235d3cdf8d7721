// @vitest-environment node
import { expect, it } from "vitest";
import { findMisspelt } from "../../src/payment/validation/spelling.ts";
import { namesOf } from "../gateway-codes.ts";

it.each([
  ["GatewayCode", "pg"],
  ["PayMethod", "pay_method"],
] as const)("no %s that an editor offers is taken for a slip in another", (type, name) => {
  expect(namesOf(type).flatMap((value) => findMisspelt({ [name]: value }))).toEqual([]);
});
