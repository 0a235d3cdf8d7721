import { inspect } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createIamportClient, IamportApiError } from "../../src/server/index.ts";
import { portone } from "./portone.ts";

afterEach(() => {
  vi.useRealTimers();
});

const tokenRequests = (asked: string[]) =>
  asked.filter((request) => request.endsWith("/users/getToken")).length;

/** A client whose token requests are answered with these times, and all else with a payment. */
function clocked(...answers: { now: number; expired_at: number }[]) {
  const used: (string | null)[] = [];
  let given = 0;
  const client = createIamportClient({
    impKey: "key",
    impSecret: "secret",
    fetch: async (url, init) => {
      if (url.endsWith("/users/getToken")) {
        const times = answers[Math.min(given, answers.length - 1)];
        given++;
        return Response.json({
          code: 0,
          message: null,
          response: { access_token: `token-${given}`, ...times },
        });
      }
      used.push(new Headers(init.headers).get("authorization"));
      return Response.json({ code: 0, message: null, response: { imp_uid: "imp_1" } });
    },
  });
  return { client, used, tokens: () => given };
}

describe("the token", () => {
  it("is asked for once, by however many calls at once", async () => {
    const shop = portone();
    const imp_uid = await shop.pay();
    const client = shop.client();
    await Promise.all(Array.from({ length: 50 }, () => client.getPayment(imp_uid)));
    expect(tokenRequests(shop.asked)).toBe(1);
    expect(shop.asked).toHaveLength(51);
  });

  it("lasts by PortOne's clock, whatever this machine's says", async () => {
    // PortOne's clock is an hour behind: by the local one the token has expired on arrival.
    const hourAgo = Math.floor(Date.now() / 1000) - 3600;
    const { client, tokens } = clocked({ now: hourAgo, expired_at: hourAgo + 1800 });
    await client.getPayment("imp_1");
    await client.getPayment("imp_1");
    expect(tokens()).toBe(1);
  });

  it("is renewed shortly before it expires, and not sooner", async () => {
    vi.useFakeTimers();
    const { client, used } = clocked({ now: 1000, expired_at: 2800 });
    await client.getPayment("imp_1");
    vi.advanceTimersByTime(1_760_000);
    await client.getPayment("imp_1");
    vi.advanceTimersByTime(20_000);
    await client.getPayment("imp_1");
    expect(used).toEqual(["token-1", "token-1", "token-2"]);
  });

  it("is renewed when the machine has slept, and when its clock was set back keeps to time that passed", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { client, tokens } = clocked({ now: 1000, expired_at: 2800 });
    await client.getPayment("imp_1");
    vi.setSystemTime(Date.now() - 86_400_000);
    await client.getPayment("imp_1");
    expect(tokens()).toBe(1);
    vi.setSystemTime(Date.now() + 2 * 86_400_000);
    await client.getPayment("imp_1");
    expect(tokens()).toBe(2);
  });

  it("is used once when it has expired on arrival, and a call never asks in a circle", async () => {
    const { client, used, tokens } = clocked({ now: 5000, expired_at: 5000 });
    await client.getPayment("imp_1");
    expect(used).toEqual(["token-1"]);
    await client.getPayment("imp_1");
    expect(tokens()).toBe(2);
  });

  it("that PortOne refuses on arrival ends in an error after the second one", async () => {
    const shop = portone();
    const imp_uid = await shop.pay();
    await shop.faults({ kind: "expiredToken", times: 100 });
    await expect(shop.client().getPayment(imp_uid)).rejects.toMatchObject({ status: 401, retryable: false });
    expect(tokenRequests(shop.asked)).toBe(2);
  });

  it("is renewed once when PortOne doesn't know it any more", async () => {
    const shop = portone();
    const imp_uid = await shop.pay();
    const client = shop.client();
    await client.getPayment(imp_uid);
    await shop.faults({ kind: "unauthorized", path: "/payments", times: 1 });
    const payments = await Promise.all([1, 2, 3].map(() => client.getPayment(imp_uid)));
    expect(payments.map((payment) => payment.imp_uid)).toEqual([imp_uid, imp_uid, imp_uid]);
    expect(tokenRequests(shop.asked)).toBe(2);
  });

  it("can't be had with the wrong keys: the API's own refusal, once", async () => {
    const shop = portone();
    const client = shop.client({ impSecret: "wrong-secret" });
    await expect(client.getPayment("imp_1")).rejects.toMatchObject({ status: 401, retryable: false });
    expect(shop.asked).toEqual(["POST /users/getToken"]);
  });
});

describe("errors that may pass", () => {
  it.each([
    { kind: "drop" },
    { kind: "error", status: 500 },
    { kind: "error", status: 503 },
    { kind: "error", status: 429 },
    { kind: "rubbish" },
  ] as const)("a call survives two of %j", async (fault) => {
    const shop = portone();
    const imp_uid = await shop.pay();
    await shop.faults({ ...fault, path: "/payments", times: 2 });
    expect(await shop.client().getPayment(imp_uid)).toMatchObject({ imp_uid });
    expect(shop.asked).toHaveLength(4);
    expect(tokenRequests(shop.asked)).toBe(1);
  });

  it("a third one is the call's own", async () => {
    const shop = portone();
    await shop.faults({ kind: "error", status: 502, path: "/payments", times: 3 });
    const failing = shop.client().getPayment("imp_1");
    await expect(failing).rejects.toMatchObject({ name: "IamportApiError", status: 502, retryable: true });
    expect(shop.asked).toHaveLength(4);
  });

  it("a failing token request is repeated as well", async () => {
    const shop = portone();
    const imp_uid = await shop.pay();
    await shop.faults({ kind: "drop", path: "/users/getToken", times: 2 });
    expect(await shop.client().getPayment(imp_uid)).toMatchObject({ imp_uid });
  });

  it("pauses grow", async () => {
    vi.useFakeTimers();
    const times: number[] = [];
    const client = createIamportClient({
      impKey: "key",
      impSecret: "secret",
      retries: 3,
      fetch: async () => {
        times.push(Date.now());
        throw new TypeError("fetch failed");
      },
    });
    const failing = client.getPayment("imp_1").catch((error) => error);
    await vi.runAllTimersAsync();
    expect(await failing).toBeInstanceOf(IamportApiError);
    const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(pauses).toHaveLength(3);
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(new Set(pauses).size).toBe(3);
  });

  it("no answer in time is one, even from a fetch that knows no signals", async () => {
    const client = createIamportClient({
      impKey: "key",
      impSecret: "secret",
      timeout: 20,
      retries: 0,
      fetch: () => new Promise(() => undefined),
    });
    await expect(client.getPayment("imp_1")).rejects.toMatchObject({ status: null, retryable: true });
  });

  it("an answer that never ends is one", async () => {
    const body = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array([123])) });
    const client = createIamportClient({
      impKey: "key",
      impSecret: "secret",
      timeout: 20,
      retries: 0,
      fetch: async () => new Response(body),
    });
    await expect(client.getPayment("imp_1")).rejects.toMatchObject({ retryable: true });
  });
});

describe("errors that won't pass", () => {
  it("a payment that isn't known: the API's status, code and message, asked for once", async () => {
    const shop = portone();
    const error = await shop
      .client()
      .getPayment("imp_000000000000")
      .catch((error) => error);
    expect(error).toBeInstanceOf(IamportApiError);
    expect(error).toMatchObject({ status: 404, retryable: false });
    expect(error.code).not.toBe(0);
    expect(error.message).toBeTruthy();
    expect(shop.asked).toHaveLength(2);
  });

  it("a refusal inside an HTTP 200", async () => {
    const shop = portone();
    const imp_uid = await shop.pay();
    const cancel = shop.client().cancelPayment({ imp_uid, amount: 1_000_000 });
    await expect(cancel).rejects.toMatchObject({ status: 200, code: 1, retryable: false });
  });

  it("a page of a proxy's that says 404 is no word of PortOne's on a payment: it may pass", async () => {
    const client = createIamportClient({
      impKey: "key",
      impSecret: "secret",
      retries: 0,
      fetch: async () => new Response("<h1>Not Found</h1>", { status: 404 }),
    });
    await expect(client.getPayment("imp_1")).rejects.toMatchObject({ status: 404, retryable: true });
  });

  it("missing keys are said at once", () => {
    expect(() => createIamportClient({ impKey: "", impSecret: "s" })).toThrow("impKey");
  });
});

describe("cancelling", () => {
  it("gives back all, or a part", async () => {
    const shop = portone();
    const client = shop.client();
    const imp_uid = await shop.pay();
    const part = await client.cancelPayment({ imp_uid, amount: 900, reason: "배송비" });
    expect(part).toMatchObject({ status: "paid", cancel_amount: 900 });
    const all = await client.cancelPayment({ merchant_uid: "order-1" });
    expect(all).toMatchObject({ status: "cancelled", cancel_amount: 64900 });
    expect(all.cancel_history.map(({ amount }) => amount)).toEqual([900, 64000]);
  });

  it("is not repeated without a checksum: the answer that was lost may have been a yes", async () => {
    const shop = portone();
    const imp_uid = await shop.pay();
    const client = shop.client();
    await client.getPayment(imp_uid);
    await shop.faults({ kind: "drop", path: "/payments/cancel" });
    await expect(client.cancelPayment({ imp_uid, amount: 900 })).rejects.toMatchObject({ retryable: true });
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

  it("with a checksum that is wrong does nothing", async () => {
    const shop = portone();
    const imp_uid = await shop.pay();
    const client = shop.client();
    await expect(client.cancelPayment({ imp_uid, checksum: 1 })).rejects.toMatchObject({ retryable: false });
    expect(await client.getPayment(imp_uid)).toMatchObject({ status: "paid", cancel_amount: 0 });
  });
});

describe("an amount that was prepared", () => {
  it("is kept, and can be registered again, and changed", async () => {
    const client = portone().client();
    const first = { merchant_uid: "order-1", amount: 64900, currency: "KRW" };
    expect(await client.preparePayment(first)).toMatchObject(first);
    expect(await client.preparePayment(first)).toMatchObject(first);
    await client.preparePayment({ merchant_uid: "order-1", amount: 60000 });
    expect(await client.getPrepared("order-1")).toMatchObject({ merchant_uid: "order-1", amount: 60000 });
  });

  it("that was never registered is a 404", async () => {
    await expect(portone().client().getPrepared("order-1")).rejects.toMatchObject({ status: 404 });
  });

  it("keeps the window from opening with another", async () => {
    const shop = portone();
    await shop.client().preparePayment({ merchant_uid: "order-1", amount: 64900 });
    expect(await shop.pay({ amount: 100 }, null)).toBeUndefined();
    expect(await shop.pay({ amount: 64900 }, null)).toMatch(/^imp_/);
  });
});

it("keys and tokens are in no error and in nothing that is inspected", async () => {
  const secrets = ["the-key-123", "the-secret-456", "the-token-789"];
  const [impKey = "", impSecret = "", token = ""] = secrets;
  const talkative = (answer: () => Response | Promise<Response>) =>
    createIamportClient({
      impKey,
      impSecret,
      retries: 0,
      fetch: async (url) => {
        if (!url.endsWith("/users/getToken")) return answer();
        return Response.json({ code: 0, response: { access_token: token, now: 1, expired_at: 9999 } });
      },
    });
  const said = `${impKey} / ${impSecret} / ${token}`;
  const clients = [
    talkative(() => Response.json({ code: -1, message: said, response: null }, { status: 401 })),
    talkative(() => {
      throw Object.assign(new Error(said), { config: { headers: { authorization: token } }, cause: said });
    }),
    talkative(() => Promise.reject(said)),
    createIamportClient({
      impKey,
      impSecret,
      retries: 0,
      fetch: () => Promise.reject(new Error(`${impKey} ${impSecret}`)),
    }),
  ];
  for (const client of clients) {
    const error: IamportApiError = await client.getPayment("imp_1").catch((error) => error);
    expect(error).toBeInstanceOf(IamportApiError);
    for (const text of [
      error.message,
      `${error.stack}`,
      inspect(error, { depth: 9, showHidden: true }),
      JSON.stringify(error),
      inspect(client, { depth: 9, showHidden: true }),
      JSON.stringify(client),
    ]) {
      for (const secret of secrets) expect(text).not.toContain(secret);
    }
  }
});
