import { describe, expectTypeOf, it } from "vitest";
import {
  addToNaverWishList,
  type CertificationRedirectResult,
  type CertificationResult,
  getCertificationRedirectResult,
  loadPaymentUI,
  openNaverOrder,
  type PaymentFailure,
  type PaymentResult,
  type PaymentUI,
  parseCertificationRedirect,
  requestCertification,
} from "../../src/index.ts";

describe("identity verification", () => {
  it("takes what PortOne's guide names, and nothing misspelt", () => {
    expectTypeOf(
      requestCertification({ merchant_uid: "v1", min_age: 19, carrier: "SKT" }),
    ).resolves.toEqualTypeOf<CertificationResult>();
    expectTypeOf(requestCertification()).resolves.toEqualTypeOf<CertificationResult>();
    // @ts-expect-error a payment's name of it
    void requestCertification({ buyer_name: "Kim" });
    // @ts-expect-error a number
    void requestCertification({ min_age: "19" });
  });

  it("a success names both IDs, a failure may not", () => {
    const result = {} as CertificationResult;
    if (result.success) expectTypeOf(result.imp_uid).toEqualTypeOf<string>();
    else expectTypeOf(result.imp_uid).toEqualTypeOf<string | null>();
    expectTypeOf(parseCertificationRedirect("")).toEqualTypeOf<CertificationResult | null>();
    expectTypeOf(getCertificationRedirectResult()).toEqualTypeOf<CertificationRedirectResult | null>();
  });
});

describe("a gateway's own button", () => {
  it("takes a payment's parameters, and wants somebody to hear the results", () => {
    const ui = loadPaymentUI(
      "paypal-spb",
      { amount: 14.2 },
      { onResult: (result) => expectTypeOf(result).toEqualTypeOf<PaymentResult>() },
    );
    expectTypeOf(ui).resolves.toEqualTypeOf<PaymentUI>();
    // @ts-expect-error nobody hears
    void loadPaymentUI("paypal-spb", { amount: 14.2 });
    // @ts-expect-error no amount
    void loadPaymentUI("paypal-spb", { pg: "paypal_v2" }, { onResult: () => {} });
    void ui.then(({ update }) => update({ amount: 1 }));
  });
});

it("what Naver never answers can't be taken for a success", () => {
  expectTypeOf(openNaverOrder({ amount: 1000 })).resolves.toEqualTypeOf<PaymentFailure>();
  expectTypeOf(addToNaverWishList([{ id: "1", name: "Chair" }])).resolves.toEqualTypeOf<void>();
});
