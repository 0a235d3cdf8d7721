import { afterEach, expect, it, vi } from "vitest";
import { loadIamport, requestCertification, requestPay } from "../../src/index.ts";
import { type FakeIamport, installFakeIamport } from "../../src/testing/index.ts";

let fake: FakeIamport;

afterEach(() => {
  fake.uninstall();
  vi.restoreAllMocks();
});

it.each([
  ["requestPay", requestPay, "IMP.request_pay"],
  ["requestCertification", requestCertification, "IMP.certification"],
] as const)(
  "a function in place of %s's options is never called, and that is said",
  async (name, request, sdk) => {
    fake = installFakeIamport();
    const said = vi.spyOn(console, "warn").mockImplementation(() => {});
    const callback = vi.fn();
    await loadIamport("imp00000000");
    const params = { pg: "kcp", amount: 64900, merchant_uid: "order1" };
    expect(await request(params, callback as never)).toMatchObject({ success: true });
    expect(callback).not.toHaveBeenCalled();
    const lines = said.mock.calls.map(([line]) => line);
    const wanted = expect.stringMatching(
      `${name} was given a function.*as ${sdk} takes it.*await the promise`,
    );
    expect(lines).toEqual(__DEV__ ? expect.arrayContaining([wanted]) : []);
  },
);
