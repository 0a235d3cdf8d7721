import { describe, expect, it, vi } from "vitest";
import { connectionReset, listeningPortone } from "./listening-portone.ts";
import { portone } from "./portone.ts";

// However long the pauses are, what is done after them is the same.
vi.mock("../../src/server/pause-unless.ts", () => ({ pauseUnless: async () => undefined }));

describe("cancelling", () => {
  it("gives back all, or a part", async () => {
    const shop = portone();
    const client = shop.client();
    const imp_uid = await shop.pay();
    const part = await client.cancelPayment({ imp_uid, amount: 900, reason: "배송비" });
    expect(part).toMatchObject({ status: "paid", cancel_amount: 900 });
    const all = await client.cancelPayment({ merchant_uid: "order-1" });
    expect(all).toMatchObject({ status: "cancelled", cancel_amount: 64900 });
    expect(all.cancel_history?.map(({ amount }) => amount)).toEqual([900, 64000]);
  });

  it("is not repeated without a checksum: the answer that was lost may have been a yes", async () => {
    const shop = portone();
    const imp_uid = await shop.pay();
    const client = shop.client();
    await client.getPayment(imp_uid);
    await shop.faults({ kind: "drop", path: "/payments/cancel" });
    const error = await client.cancelPayment({ imp_uid, amount: 900 }).catch((error) => error);
    // Whoever goes by `retryable` would give it back twice.
    expect(error).toMatchObject({ retryable: false, mayHaveArrived: true, path: "/payments/cancel" });
    expect(error.message).toContain("look at its cancel_history before you cancel again");
    expect(shop.asked.filter((asked) => asked.includes("cancel"))).toHaveLength(1);
  });

  it("is repeated with one, which PortOne checks first", async () => {
    const shop = portone();
    const imp_uid = await shop.pay();
    await shop.faults({ kind: "drop", path: "/payments/cancel" });
    const cancelled = await shop.client().cancelPayment({ imp_uid, amount: 900, checksum: 64900 });
    expect(cancelled.cancel_amount).toBe(900);
  });

  it("is repeated without one when it never left", async () => {
    const shop = portone();
    const imp_uid = await shop.pay();
    let refused = 0;
    const client = shop.client({
      fetch: async (url, init) => {
        if (url.includes("cancel") && refused++ === 0) {
          throw Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNREFUSED" } });
        }
        return shop.fetch(url, init);
      },
    });
    expect(await client.cancelPayment({ imp_uid, amount: 900 })).toMatchObject({ cancel_amount: 900 });
    await shop.faults({ kind: "drop", path: "/users/getToken" });
    const fresh = shop.client();
    expect(await fresh.cancelPayment({ imp_uid, amount: 100 })).toMatchObject({ cancel_amount: 1000 });
  });

  it("that was done, its answer lost, is found done by the repetition", async () => {
    const shop = portone();
    const imp_uid = await shop.pay({ pg: "paypal", currency: "USD", amount: 0.3 });
    let lost = 0;
    const client = shop.client({
      fetch: async (url, init) => {
        const answer = await shop.fetch(url, init);
        if (url.includes("cancel") && lost++ === 0) throw new TypeError("terminated");
        return answer;
      },
    });
    const cancelled = await client.cancelPayment({ imp_uid, amount: 0.1, checksum: 0.3 });
    expect(cancelled).toMatchObject({ cancel_amount: 0.1, status: "paid" });
    expect(cancelled.cancel_history).toHaveLength(1);
  });

  it.each([
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    null,
    undefined,
    0,
    -1,
    "900",
    "",
    900n,
    [],
  ])("with an amount or a checksum that is %o gives nothing back: nothing is sent", async (value) => {
    const shop = portone();
    const imp_uid = await shop.pay();
    const client = shop.client();
    for (const name of ["amount", "checksum"]) {
      const request = { imp_uid, amount: 900, checksum: 64900, [name]: value } as { imp_uid: string };
      const error = await client.cancelPayment(request).catch((error: unknown) => error);
      expect(error).toMatchObject({ name: "IamportApiError", retryable: false, mayHaveArrived: false });
      expect(String(error)).toContain(`cancelPayment: ${name} is `);
    }
    expect(shop.asked).toEqual([]);
  });

  it.each(["tax_free", "vat_amount"])(
    "with a %s that is no number gives nothing back either",
    async (name) => {
      const shop = portone();
      const cancel = shop.client().cancelPayment({ imp_uid: "imp_1", [name]: Number.NaN });
      await expect(cancel).rejects.toThrow(`${name} is NaN`);
      expect(shop.asked).toEqual([]);
    },
  );

  /** PortOne's answer to the first cancellation is lost: `done` or not. */
  const losing = (shop: ReturnType<typeof portone>, done: boolean) => {
    let lost = 0;
    return shop.client({
      fetch: async (url, init) => {
        if (!url.includes("cancel") || lost++ > 0) return shop.fetch(url, init);
        if (done) await shop.fetch(url, init);
        throw new TypeError("terminated");
      },
    });
  };

  it("of the same sum by two clerks, one of whose requests is lost: that one isn't told that it is done", async () => {
    const shop = portone();
    const imp_uid = await shop.pay({ amount: 20_000 });
    const other = shop.client();
    const request = { imp_uid, amount: 10_000, checksum: 20_000 };
    let lost = 0;
    const unlucky = shop.client({
      fetch: async (url, init) => {
        if (!url.includes("cancel") || lost++ > 0) return shop.fetch(url, init);
        await other.cancelPayment(request);
        throw new TypeError("terminated");
      },
    });
    const error = await unlucky.cancelPayment(request).catch((error: unknown) => error);
    // What became of the lost one PortOne's refusal of its repetition doesn't say.
    expect(error).toMatchObject({ name: "IamportApiError", retryable: false, mayHaveArrived: true });
    expect(String(error)).toContain("look at its cancel_history");
    const payment = await other.getPayment(imp_uid);
    expect(payment.cancel_amount).toBe(10_000);
    expect(payment.cancel_history).toHaveLength(1);
  });

  it("that somebody may have done without a mark, by hand or cut short by a gateway: that it isn't known is said", async () => {
    const shop = portone();
    const imp_uid = await shop.pay({ amount: 20_000 });
    const byHand = shop.client();
    let lost = 0;
    const client = shop.client({
      fetch: async (url, init) => {
        if (!url.includes("cancel") || lost++ > 0) return shop.fetch(url, init);
        await byHand.cancelPayment({ imp_uid, amount: 10_000 });
        throw new TypeError("terminated");
      },
    });
    const cancel = client.cancelPayment({ imp_uid, amount: 10_000, checksum: 20_000 });
    await expect(cancel).rejects.toMatchObject({ retryable: false, mayHaveArrived: true });
  });

  it("by order, its answer lost, finds the payment that was cancelled, whatever was tried after it", async () => {
    const shop = portone();
    const [paid, newer] = [await shop.pay({}, null), await shop.pay({}, null)];
    await shop.decide(paid);
    await shop.decide(newer, "decline");
    const cancelled = await losing(shop, true).cancelPayment({ merchant_uid: "order-1", checksum: 64900 });
    expect(cancelled).toMatchObject({ imp_uid: paid, status: "cancelled" });
  });

  it("carries its reason, and a mark only with a checksum", async () => {
    const shop = portone();
    const client = shop.client();
    const imp_uid = await shop.pay();
    await client.cancelPayment({ imp_uid, amount: 900, reason: "품절" });
    await client.cancelPayment({ imp_uid, amount: 900, checksum: 64000, reason: "품절" });
    const { cancel_history } = await client.getPayment(imp_uid);
    expect(cancel_history?.map(({ reason }) => reason)).toEqual([
      "품절",
      expect.stringMatching(/^품절 \(#[\da-f]{8}\)$/),
    ]);
  });

  it("that PortOne's own error kept from being done, and then its refusal, is known to be undone", async () => {
    const shop = portone();
    const imp_uid = await shop.pay();
    await shop.faults({ kind: "error", status: 500, path: "/payments/cancel" });
    const cancel = shop.client().cancelPayment({ imp_uid, amount: 900, checksum: 1 });
    await expect(cancel).rejects.toMatchObject({ retryable: false, mayHaveArrived: false });
    expect(shop.asked.filter((asked) => asked.includes("cancel"))).toHaveLength(2);
  });

  it("with a checksum, every answer lost: may be asked for again, and that it may be done is said", async () => {
    const shop = portone();
    const imp_uid = await shop.pay();
    const client = shop.client({
      retries: 0,
      fetch: async (url, init) => {
        if (url.includes("cancel")) throw new TypeError("terminated");
        return shop.fetch(url, init);
      },
    });
    const cancel = client.cancelPayment({ imp_uid, checksum: 64900 });
    await expect(cancel).rejects.toMatchObject({ retryable: true, mayHaveArrived: true });
  });

  it("with a checksum that is wrong does nothing", async () => {
    const shop = portone();
    const imp_uid = await shop.pay();
    const client = shop.client();
    await expect(client.cancelPayment({ imp_uid, checksum: 1 })).rejects.toMatchObject({ retryable: false });
    expect(await client.getPayment(imp_uid)).toMatchObject({ status: "paid", cancel_amount: 0 });
  });
});

/** A paid payment, and a first cancellation that PortOne takes its time for. */
async function slowRefund() {
  const shop = await listeningPortone();
  const imp_uid = await shop.pay({ amount: 20_000 });
  const sent: string[] = [];
  let looks = 0;
  let carryOut = async () => {};
  /**
   * @param seen - what the client sees of its cancellations, one after the other
   * @param doneAtLook - PortOne is done with the first before it is looked at so often
   */
  const client = (seen: (() => Promise<Response>)[], { doneAtLook = 0 } = {}) =>
    shop.client({
      timeout: 200,
      fetch: async (url, init) => {
        if (url.endsWith("/payments/cancel")) {
          const { signal, ...same } = init;
          if (sent.push(url) === 1) carryOut = async () => void (await fetch(url, same));
          return seen[sent.length - 1]?.() ?? fetch(url, init);
        }
        if (url.includes("/payments/") && ++looks === doneAtLook) await carryOut();
        return fetch(url, init);
      },
    });
  const look = () => shop.client().getPayment(imp_uid);
  return { imp_uid, sent, client, look, carryOut: () => carryOut() };
}

describe("a cancellation that PortOne may still be at", () => {
  const page = (status: number) => async () => new Response("<h1>Time-out</h1>", { status });
  const silence = () => new Promise<Response>(() => undefined);
  const brokenBy = (code: string) => () => Promise.reject(connectionReset(code));
  /** The browser's own kind of error, whose `code` is a number from long ago. */
  const aborted = (name: string) => Promise.reject(new DOMException("It was aborted", name));

  it.each<[string, () => Promise<Response>]>([
    ["no answer came in time", silence],
    ["something in between gave up (504)", page(504)],
    ["something in between gave up (408)", page(408)],
    ["a fetch of the shop's own gave up", brokenBy("UND_ERR_HEADERS_TIMEOUT")],
    ["the connection timed out", brokenBy("ETIMEDOUT")],
    ["a fetch of the shop's own has AbortSignal.timeout", () => aborted("TimeoutError")],
    ["a fetch of the shop's own aborts itself", () => aborted("AbortError")],
  ])("isn't asked for again, and that it isn't known is said: %s", async (_, seen) => {
    const { client, imp_uid, sent, carryOut, look } = await slowRefund();
    const request = { imp_uid, amount: 5_000, checksum: 20_000 };
    const error = await client([seen])
      .cancelPayment(request)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "IamportApiError", retryable: true, mayHaveArrived: true });
    expect(String(error)).toContain("look at its cancel_history before you cancel again");
    expect(sent).toHaveLength(1);
    // A moment later it is done after all.
    await carryOut();
    expect(await look()).toMatchObject({ cancel_amount: 5_000 });
  });

  it("is found done by a later look", async () => {
    const { client, imp_uid, sent } = await slowRefund();
    const slow = client([page(504)], { doneAtLook: 3 });
    const cancelled = await slow.cancelPayment({ imp_uid, amount: 5_000, checksum: 20_000 });
    expect(cancelled).toMatchObject({ imp_uid, cancel_amount: 5_000 });
    expect(sent).toHaveLength(1);
  });

  it("isn't said to be undone when the connection broke, and PortOne refuses the second", async () => {
    const { client, imp_uid, sent, carryOut, look } = await slowRefund();
    const busy = async () => Response.json({ code: -1, message: "취소 처리 중입니다." }, { status: 400 });
    const cancelling = client([brokenBy("ECONNRESET"), busy]).cancelPayment({
      imp_uid,
      amount: 5_000,
      checksum: 20_000,
    });
    await expect(cancelling).rejects.toMatchObject({ mayHaveArrived: true });
    expect(sent).toHaveLength(2);
    await carryOut();
    expect(await look()).toMatchObject({ cancel_amount: 5_000 });
  });
});
