import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRedirect, type RedirectInput } from "../../src/index.ts";
import { observe, times } from "./observe.ts";

const names = ["imp_uid", "merchant_uid", "imp_success", "success", "error_code", "error_msg", "error_coe"];

/** Queries as gateways and the SDKs write them; what is generated is built of their pieces. */
const corpus = [
  "imp_uid=imp_448280090638&merchant_uid=order_1234&imp_success=true",
  "imp_uid=imp_448280090638&merchant_uid=order_1234&imp_success=false&error_code=PAY_PROCESS_CANCELED&error_msg=%EA%B2%B0%EC%A0%9C%EB%A5%BC%20%EC%B7%A8%EC%86%8C%ED%95%98%EC%98%80%EC%8A%B5%EB%8B%88%EB%8B%A4",
  "imp_uid=null&merchant_uid=order_1234&imp_success=false&error_msg=undefined",
  "lang=ko&imp_uid=imp_1&merchant_uid=a&imp_success=true&imp_uid=imp_2",
  "imp_uid=imp_1&merchant_uid=order-1",
  "merchant_uid=order-1&error_code=F400&error_msg=%C7%D1%B5%B5%C3%CA%B0%FA",
];
const pieces = [
  ...corpus.flatMap((query) => query.split("&")),
  ...[
    "&",
    "=",
    "?",
    "#",
    "#/",
    "%",
    "%%",
    "%E",
    "%EA%B0",
    "%00",
    "%0d%0a",
    "+",
    ";",
    "//",
    ":",
    " ",
    "\n",
    "[]",
    "[0]",
    ".",
  ],
  ...[
    "__proto__",
    "__proto__[success]=true",
    "constructor=1",
    "constructor.prototype.x=1",
    "toString=1",
    "hasOwnProperty=",
  ],
  ...[
    "https://shop.example/complete?",
    "/complete",
    "javascript:alert(1)",
    "\ud800",
    "\udc00",
    "가",
    "%ED%A0%80",
  ],
  // 한도초과 in EUC-KR, as bytes.
  "%C7%D1%B5%B5%C3%CA%B0%FA",
];

/** What anybody may put into an address bar. */
const written = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...pieces) },
      { weight: 2, arbitrary: fc.constantFrom(...names).map((name) => `&${name}=`) },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

/** What a framework's router may make of it. */
const record = fc.dictionary(
  fc.oneof(fc.constantFrom(...names, "__proto__", "constructor", "toString"), fc.string({ maxLength: 6 })),
  fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.array(fc.string({ maxLength: 4 }), { maxLength: 3 }),
    fc.constant(undefined),
  ),
  { maxKeys: 6 },
);

/** Every promise of a result that came from an address. Not by `expect`, of which a million take minutes. */
function isPlain(input: RedirectInput): boolean {
  const result = parseRedirect(input);
  if (result === null) return true;
  const { response, success, outcome, imp_uid, merchant_uid, error_code, error_msg, delivery, ...rest } =
    result;
  const texts = [imp_uid, merchant_uid, error_code, error_msg];
  return (
    Object.keys(rest).length === 0 &&
    Object.getPrototypeOf(result) === Object.prototype &&
    Object.getPrototypeOf(response) === Object.prototype &&
    Object.values(response).every((value) => typeof value === "string") &&
    texts.every(
      (value) => value === null || (typeof value === "string" && !/^(null|undefined|)$/.test(value)),
    ) &&
    delivery === "redirect" &&
    success === (outcome === "authenticated") &&
    (!success || (imp_uid !== null && merchant_uid !== null && error_code === null))
  );
}

const untouched = () =>
  Object.getOwnPropertyNames(Object.prototype).length === ownNames && !("success" in {}) && !("x" in {});
const ownNames = Object.getOwnPropertyNames(Object.prototype).length;

describe("Landing", () => {
  it("generated queries, of pieces of real ones and of anything else", (context) => {
    const inputs = times(900_000);
    fc.assert(fc.property(written, isPlain), { numRuns: inputs });
    expect(untouched()).toBe(true);
    observe(context, {
      happens: "never throws; the result is plain, all of it strings, and no prototype is touched",
      sees: "the landing page",
      inputs,
    });
  });

  it("generated records of a framework's router", (context) => {
    const inputs = times(150_000);
    fc.assert(fc.property(record, isPlain), { numRuns: inputs });
    expect(untouched()).toBe(true);
    observe(context, {
      happens: "never throws; the result is plain, all of it strings, and no prototype is touched",
      sees: "the landing page",
      inputs,
    });
  });

  it.for([
    ["one name with a value of a megabyte", (size: number) => `imp_uid=imp_1&memo=${"가".repeat(size)}`],
    ["names without end", (size: number) => `imp_uid=imp_1${"&a=1".repeat(size / 4)}`],
    ["percent signs without end", (size: number) => `imp_uid=imp_1&a=${"%".repeat(size)}`],
    ["question marks without end", (size: number) => `${"?".repeat(size)}imp_uid=imp_1`],
    ["fragments without end", (size: number) => `imp_uid=imp_1${"#".repeat(size)}`],
    ["white space without end", (size: number) => `${" ".repeat(size)}imp_uid=imp_1`],
    ["equals signs without end", (size: number) => `imp_uid=imp_1&${"=".repeat(size)}`],
    ["a path without end", (size: number) => `https://shop.example/${"a/".repeat(size / 2)}?imp_uid=imp_1`],
  ] as [string, (size: number) => string][])("a query of a megabyte: %s", async ([, make], context) => {
    // How long it takes is the benchmark's; in time that grows with the square this would come to no end.
    expect(isPlain(make(1_000_000))).toBe(true);
    observe(context, { happens: "read to its end", sees: "the landing page", inputs: 1 });
  });

  it.for([
    [
      "broken percent-encoding",
      "imp_uid=imp_1&merchant_uid=a&imp_success=true&error_msg=%E0%A4%A&x=%",
      "authenticated",
    ],
    [
      "bytes of EUC-KR",
      "imp_uid=imp_1&merchant_uid=a&imp_success=false&error_msg=%C7%D1%B5%B5%C3%CA%B0%FA",
      "failed",
    ],
    ["a lone surrogate", "imp_uid=imp_1&merchant_uid=a&imp_success=true&name=\ud800", "authenticated"],
    [
      "a name that comes twice",
      "imp_uid=imp_0&merchant_uid=a&imp_success=true&imp_uid=imp_1",
      "authenticated",
    ],
    [
      "nested names",
      "imp_uid[a]=imp_0&imp_uid[]=imp_0&imp_uid=imp_1&merchant_uid=a&imp_success=true",
      "authenticated",
    ],
    ["a flag that says both", "imp_uid=imp_1&merchant_uid=a&imp_success=true&success=false", "unknown"],
    [
      "__proto__ as a name",
      "imp_uid=imp_1&merchant_uid=a&imp_success=false&__proto__=x&__proto__[success]=true",
      "unknown",
    ],
  ])("a query with %s", ([, query = "", outcome], context) => {
    const result = parseRedirect(query);
    expect(result).toMatchObject({ outcome, imp_uid: "imp_1", merchant_uid: "a" });
    expect(isPlain(query)).toBe(true);
    expect(untouched()).toBe(true);
    observe(context, {
      happens: `${result?.outcome}${result?.error_msg ? `, error_msg: ${result.error_msg}` : ""}`,
      sees: "the landing page",
    });
  });
});
