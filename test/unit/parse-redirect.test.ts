import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRedirect } from "../../src/index.ts";

const paid = "imp_uid=imp_1&merchant_uid=order-1&imp_success=true";
const success = {
  success: true,
  outcome: "authenticated",
  imp_uid: "imp_1",
  merchant_uid: "order-1",
  delivery: "redirect",
};

describe("where a landing page's query may be", () => {
  it.each([
    ["a URL", `https://shop.example/complete?${paid}`],
    ["a URL with other parameters", `https://shop.example/complete?lang=ko&${paid}&utm=1`],
    ["a URL with a fragment", `https://shop.example/complete?${paid}#top`],
    ["a query in the fragment", `https://shop.example/#/complete?${paid}`],
    ["a query before and a route in the fragment", `https://shop.example/?${paid}#/complete`],
    ["a query", `?${paid}`],
    ["a bare query", paid],
    ["a bare query with a question mark in a value", `${paid}&next=/cart?x=1`],
    ["a path", `/complete?${paid}`],
    ["a relative path", `complete?${paid}`],
    ["white space around it", `\n\t ?${paid} \n`],
    ["URL", new URL(`https://shop.example/complete?${paid}`)],
    ["URLSearchParams", new URLSearchParams(paid)],
    [
      "a framework's record",
      { imp_uid: "imp_1", merchant_uid: "order-1", imp_success: "true", tab: undefined },
    ],
    ["a record with lists", { imp_uid: ["imp_0", "imp_1"], merchant_uid: ["order-1"], imp_success: "true" }],
    [
      "a record without a prototype",
      Object.assign(Object.create(null), { imp_uid: "imp_1", merchant_uid: "order-1", imp_success: "true" }),
    ],
    [
      "a record with a hostile name",
      { toString: "x", imp_uid: "imp_1", merchant_uid: "order-1", imp_success: "true" },
    ],
  ])("%s", (_, input) => {
    expect(parseRedirect(input)).toMatchObject(success);
  });

  it("is the page's own address when nothing is given", () => {
    history.replaceState(null, "", `/complete?${paid}`);
    expect(parseRedirect()).toMatchObject(success);
    expect(parseRedirect(location)).toMatchObject(success);
    history.replaceState(null, "", "/checkout");
    expect(parseRedirect()).toBeNull();
  });
});

describe("what is a landing address", () => {
  it.each([
    "",
    "https://shop.example/complete",
    "https://shop.example/complete?lang=ko",
    "merchant_uid=order-1",
    "success=true",
    "error_code=X&error_msg=no",
    "my_imp_uid=1",
    "https://shop.example/imp_uid=1",
  ])("%j is none", (input) => {
    expect(parseRedirect(input)).toBeNull();
  });

  it.each([
    ["imp_uid=", "unknown"],
    ["imp_uid=null", "unknown"],
    ["?imp_uid", "unknown"],
    ["merchant_uid=o&imp_success=false", "unknown"],
    ["merchant_uid=o&imp_status=false", "unknown"],
    ["merchant_uid=o&success=", "unknown"],
    ["merchant_uid=o&error_code=1", "failed"],
    ["merchant_uid=o&error_msg=x", "failed"],
  ])("%j is one, and %s", (input, outcome) => {
    expect(parseRedirect(input)).toMatchObject({ success: false, outcome });
  });

  it.each([null, 0, 1n, true])("%s is none", (input) => {
    expect(parseRedirect(input as never)).toBeNull();
  });
});

describe("what counts as success", () => {
  it.each([
    ["imp_success", paid, true],
    ["success, of identity verification", "imp_uid=imp_1&merchant_uid=order-1&success=true", true],
    ["neither, of the v1 SDK", "imp_uid=imp_1&merchant_uid=order-1", true],
    ["a message along with the flag", `${paid}&error_msg=hm`, true],
    ["an error_code that says null", `${paid}&error_code=null&error_msg=undefined`, true],
    ["a flag that says false", "imp_uid=imp_1&merchant_uid=order-1&imp_success=false", false],
    ["two flags that differ", `${paid}&success=false`, false],
    ["a flag that says TRUE", "imp_uid=imp_1&merchant_uid=order-1&imp_success=TRUE", false],
    ["an error_code along with the flag", `${paid}&error_code=F500`, false],
    ["a message without a flag", "imp_uid=imp_1&merchant_uid=order-1&error_msg=no", false],
    ["imp_status, of KCP quick pay", "imp_uid=imp_1&merchant_uid=o&imp_status=true&kcp_action=Pay", true],
    ["an imp_status that says false", "imp_uid=imp_1&merchant_uid=o&imp_status=false&kcp_action=Pay", false],
    ["the shop's own success=1 beside PortOne's flag", `success=1&${paid}`, true],
    ["the shop's own success=1 beside a no", "success=1&imp_uid=i&merchant_uid=o&imp_success=false", false],
    ["a flag that says 1", "imp_uid=imp_1&merchant_uid=o&imp_success=1", false],
    ["no merchant_uid", "imp_uid=imp_1&imp_success=true", false],
    ["no imp_uid", "merchant_uid=order-1&imp_success=true", false],
    ["an imp_uid that says null", "imp_uid=null&merchant_uid=order-1&imp_success=true", false],
    ["the last of two flags", `${paid}&imp_success=false`, false],
    ["the first of two flags", `imp_success=false&${paid}`, true],
  ])("%s", (_, query, expected) => {
    expect(parseRedirect(query)?.success).toBe(expected);
  });
});

describe("an address that was damaged on the way is read", () => {
  it.each([
    ["a template escaped it", `https://shop.example/complete?${paid.replace(/&/g, "&amp;")}`],
    ["two templates did", `/complete?lang=ko&amp;amp;${paid.replace(/&/g, "&amp;amp;")}`],
    ["a second question mark", `https://shop.example/complete?order=1?${paid}`],
    ["a second question mark in the fragment", `https://shop.example/#/complete?order=1?${paid}`],
    ["an app's address without a query", `myshop://${paid}`],
    ["an app's address with one", `myshop://pay/complete?${paid}`],
    ["an app's address, as URL", new URL(`myshop://${paid}`)],
    [
      "a framework's record of it",
      { imp_uid: "imp_1", "amp;merchant_uid": "order-1", "amp;imp_success": "true" },
    ],
  ])("%s", (_, input) => {
    expect(parseRedirect(input)).toMatchObject(success);
  });

  it("a question mark in a value of the shop's own stays there", () => {
    expect(parseRedirect(`${paid}&next=/cart?x=1`)?.response.next).toBe("/cart?x=1");
  });

  it.each([
    ["encoded twice", "%25EC%2582%25AC%25EC%259A%25A9", "사용"],
    ["encoded once", "%EC%82%AC%EC%9A%A9", "사용"],
    ["with a percent sign", "50%25 off", "50% off"],
    ["with what only looks encoded", "100%25EC", "100%EC"],
  ])("a message %s", (_, message, expected) => {
    const query = `merchant_uid=o&imp_success=false&error_msg=${message}`;
    expect(parseRedirect(query)?.error_msg).toBe(expected);
  });
});

describe("a framework's record", () => {
  const ids = { imp_uid: "imp_1", merchant_uid: "order-1" };

  it.each([
    ["false as a boolean is a no", { ...ids, success: false }, { success: false, outcome: "unknown" }],
    ["a no with its reason", { ...ids, imp_success: false, error_msg: "no" }, { outcome: "failed" }],
    ["true as a boolean is a yes", { ...ids, imp_success: true }, success],
    [
      "numbers are texts",
      { imp_uid: "imp_1", merchant_uid: 42, imp_success: "true" },
      { merchant_uid: "42", success: true },
    ],
    ["null is a name without a value", { ...ids, success: null }, { outcome: "unknown" }],
    ["of a list the last counts", { ...ids, imp_success: ["false", true] }, success],
    ["an empty list is nothing", { ...ids, error_code: [], imp_success: "true" }, success],
    ["nested objects are nothing", { ...ids, imp_success: "true", error_code: { a: "1" } }, success],
  ])("%s", (_, record, expected) => {
    const result = parseRedirect(record);
    expect(result).toMatchObject(expected);
    for (const value of Object.values(result?.response ?? {})) expect(typeof value).toBe("string");
  });

  it.each([
    ["in its query", { pathname: "/complete", search: `?${paid}`, hash: "", state: null, key: "default" }],
    [
      "in its fragment",
      { pathname: "/", search: "", hash: `#/complete?${paid}`, state: null, key: "default" },
    ],
  ])("React Router's location, with the result %s", (_, where) => {
    expect(parseRedirect(where)).toMatchObject(success);
  });
});

describe("a failure", () => {
  it("carries the gateway's code and message", () => {
    const query =
      "imp_uid=imp_1&merchant_uid=order-1&imp_success=false&error_code=51&error_msg=%ED%95%9C%EB%8F%84+%EC%B4%88%EA%B3%BC";
    expect(parseRedirect(query)).toMatchObject({
      error_code: "51",
      error_msg: "한도 초과",
      outcome: "failed",
    });
  });

  it("may have a message and no code, as seen in the wild", () => {
    expect(
      parseRedirect("imp_uid=imp_1&merchant_uid=o&imp_success=false&error_msg=에러코드 : "),
    ).toMatchObject({
      error_code: null,
      error_msg: "에러코드 :",
    });
  });

  it("reads the SDK's misspelt error_coe", () => {
    expect(parseRedirect("merchant_uid=o&imp_success=false&error_coe=F1001")).toMatchObject({
      error_code: "F1001",
    });
  });

  it("takes the words null and undefined for nothing, as the SDK's own redirect writes them", () => {
    expect(
      parseRedirect("?a=1&b=2imp_uid=undefined&merchant_uid=o&imp_success=false&error_msg=null"),
    ).toMatchObject({ imp_uid: null, merchant_uid: "o", error_msg: null, error_code: null });
  });

  it("is unknown when the order is paid already", () => {
    expect(parseRedirect("merchant_uid=o&imp_success=false&error_code=F1002")).toMatchObject({
      outcome: "unknown",
    });
  });
});

describe("a hostile query", () => {
  it("touches no prototype and gives back plain strings", () => {
    const result = parseRedirect(`${paid}&__proto__=x&constructor=y&__proto__[polluted]=z&hasOwnProperty=1`);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(result?.response)).toBe(Object.prototype);
    expect(Object.values(result?.response ?? {}).every((value) => typeof value === "string")).toBe(true);
  });

  it("with broken encoding, lone surrogates or EUC-KR bytes is read all the same", () => {
    expect(parseRedirect(`${paid}&error_code=&x=%E0%A4%A&y=\ud800&z=%C7%D1%B1%DB&%`)).toMatchObject(success);
  });

  it("in a record gives back strings only", () => {
    const record = {
      imp_uid: "imp_1",
      merchant_uid: "order-1",
      imp_success: { evil: true },
      success: "true",
    };
    const result = parseRedirect(record as never);
    expect(result?.success).toBe(true);
    expect(result?.response).toEqual({ imp_uid: "imp_1", merchant_uid: "order-1", success: "true" });
  });

  it("never throws, and never succeeds without both IDs", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.webQueryParameters(),
      fc.constantFrom(
        "imp_uid",
        "merchant_uid",
        "imp_success",
        "success",
        "error_code",
        "=",
        "&",
        "?",
        "#",
        "%",
        "true",
        "null",
        "imp_1",
        "__proto__",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const result = parseRedirect(pieces.join(""));
        if (result?.success) expect(result.imp_uid && result.merchant_uid && !result.error_code).toBeTruthy();
        for (const value of Object.values(result?.response ?? {})) expect(typeof value).toBe("string");
      }),
      { numRuns: 2_000 },
    );
  }, 30_000);

  // How long it takes is the benchmark's; in time that grows with the square this would come to no end.
  it("of a megabyte is read", () => {
    expect(parseRedirect(`${paid}&${"a=%20+b&".repeat(125_000)}`)?.success).toBe(true);
  });
});
