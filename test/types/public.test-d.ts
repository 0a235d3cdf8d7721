import { assertType, expectTypeOf, it } from "vitest";
import {
  IamportError,
  type IMP,
  type LoadOptions,
  loadIamport,
  type PaymentFailure,
  type PaymentResult,
  type PaymentSuccess,
  parseRedirect,
  type RedirectResult,
  type RememberedRequest,
  requestPay,
  resultDelivery,
  validateParams,
} from "../../index.js";
import "../../dist/window.js";

it("a result is a success or a failure, and success tells which", () => {
  const result = {} as PaymentResult;
  if (result.success) {
    expectTypeOf(result).toEqualTypeOf<PaymentSuccess>();
    expectTypeOf(result.imp_uid).toEqualTypeOf<string>();
    expectTypeOf(result.error_code).toEqualTypeOf<null>();
  } else {
    expectTypeOf(result).toEqualTypeOf<PaymentFailure>();
    expectTypeOf(result.imp_uid).toEqualTypeOf<string | null>();
    expectTypeOf(result.outcome).toEqualTypeOf<"failed" | "unknown">();
  }
  // @ts-expect-error what came is not to be changed
  result.response.imp_uid = "imp_1";
});

it("parameters", () => {
  expectTypeOf(requestPay).returns.resolves.toEqualTypeOf<PaymentResult>();
  requestPay({ amount: 64900, pg: "kcp", brand_new: [1] }, { signal: new AbortController().signal });
  // @ts-expect-error an amount is a number
  requestPay({ amount: "64900" });
  // @ts-expect-error an amount is needed
  requestPay({ pg: "kcp" });
  const maybe: string | undefined = undefined;
  requestPay({ amount: 1, pg: maybe, merchant_uid: maybe });
});

it("merchant and options", () => {
  expectTypeOf(loadIamport).returns.resolves.toEqualTypeOf<IMP>();
  loadIamport("imp00000000");
  loadIamport({ userCode: "imp00000000", tierCode: "AAA" }, { jqueryUrl: false, version: "v1" });
  // @ts-expect-error jQuery can be left out, not asked for
  assertType<LoadOptions>({ jqueryUrl: true });
});

it("landing pages", () => {
  expectTypeOf(parseRedirect).returns.toEqualTypeOf<PaymentResult | null>();
  parseRedirect();
  parseRedirect(new URL("https://shop.example"));
  parseRedirect(new URLSearchParams());
  parseRedirect(window.location);
  parseRedirect({ imp_uid: "imp_1", tab: ["a", "b"], none: undefined });
  parseRedirect({ imp_uid: "imp_1", merchant_uid: 42, imp_success: true, error_msg: null });
  parseRedirect({} as import("express").Request["query"]);
  // vue-router's route.query
  parseRedirect({} as Record<string, string | null | (string | null)[]>);
  // React Router's useLocation()
  interface RouterLocation {
    pathname: string;
    search: string;
    hash: string;
    state: unknown;
    key: string;
  }
  parseRedirect({} as RouterLocation);
  // An interface of the shop's own has no index signature.
  interface Landing {
    imp_uid?: string;
    merchant_uid?: string;
    coupon?: string;
  }
  parseRedirect({} as Landing);
  // @ts-expect-error Next.js' searchParams has to be awaited
  parseRedirect(Promise.resolve({ imp_uid: "imp_1" }));
  // @ts-expect-error a number is no address
  parseRedirect(5);
  expectTypeOf<RedirectResult["request"]>().toEqualTypeOf<RememberedRequest | null>();
});

it("the rest", () => {
  expectTypeOf(resultDelivery({ pg: "kcp" }, "mobile")).toEqualTypeOf<"callback" | "redirect" | "none">();
  expectTypeOf(validateParams({ amount: 1 }, "pc")[0]?.severity).toEqualTypeOf<
    "error" | "warning" | undefined
  >();
  const error = new IamportError("ABORTED", "x", { merchant_uid: "order-1" });
  expectTypeOf(error.merchant_uid).toEqualTypeOf<string | undefined>();
  // @ts-expect-error no such code
  new IamportError("NO_SUCH_CODE", "x");
});

it("window.IMP, for pages that also use it by hand", () => {
  expectTypeOf(window.IMP).toEqualTypeOf<IMP | undefined>();
});
