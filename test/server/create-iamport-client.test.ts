import { inspect } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  createIamportClient,
  IamportApiError,
  type IamportClient,
  type IamportClientOptions,
  type Payment,
} from "../../src/server/index.ts";
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

  it("missing keys are said at the first call: a build without secrets works", async () => {
    const fetch = vi.fn();
    for (const [keys, words] of [
      [{ impKey: "", impSecret: "s" }, "no impKey:"],
      [{ impKey: "k", impSecret: undefined }, "no impSecret:"],
      [{ impKey: undefined, impSecret: undefined }, "no impKey and no impSecret:"],
    ] as const) {
      const client = createIamportClient({ ...keys, fetch });
      for (const call of [
        client.getPayment("imp_1"),
        client.findPayments("order-1"),
        client.listPayments(),
        client.cancelPayment({ imp_uid: "imp_1" }),
      ]) {
        const error = await call.catch((error: unknown) => error);
        expect(error).toMatchObject({ name: "IamportApiError", retryable: false, mayHaveArrived: false });
        expect(String(error)).toContain(words);
        expect(String(error)).toContain("environment variable");
      }
    }
    expect(fetch).not.toHaveBeenCalled();
  });

  it.each([
    [{ timeout: Number.POSITIVE_INFINITY }, "timeout is Infinity"],
    [{ timeout: Number.NaN }, "timeout is NaN"],
    [{ timeout: 0 }, "timeout is 0"],
    [{ timeout: 2 ** 31 }, "timeout is 2147483648"],
    [{ timeout: "10000" }, 'timeout is "10000"'],
    [{ retries: Number.NaN }, "retries is NaN"],
    [{ retries: Number.POSITIVE_INFINITY }, "retries is Infinity"],
    [{ retries: -1 }, "retries is -1"],
    [{ baseUrl: "  " }, "baseUrl is"],
    [{ baseUrl: "api.iamport.kr" }, 'baseUrl is "api.iamport.kr"; it has to be the address of the API'],
    [{ baseUrl: "" }, 'baseUrl is ""'],
    [{ baseUrl: "ftp://api.iamport.kr" }, "baseUrl is"],
    [{ fetch: "fetch" }, 'fetch is "fetch"'],
  ])("the option %o is refused when the client is made, and named", (option, words) => {
    const options = { impKey: "key", impSecret: "secret", ...option } as IamportClientOptions;
    expect(() => createIamportClient(options)).toThrow(words);
  });

  it.each(["false", "true", 1, {}])(
    "includeSandbox: %j is not true: no test payment counts",
    (includeSandbox) => {
      const options = {
        impKey: "key",
        impSecret: "secret",
        includeSandbox,
      } as unknown as IamportClientOptions;
      expect(createIamportClient(options).includeSandbox).toBe(false);
    },
  );

  it.each([
    [
      (client: IamportClient) => client.getPayment("no such/id"),
      "getPayment: no imp_uid of PortOne's looks like",
    ],
    [
      (client: IamportClient) => client.findPayments(""),
      'findPayments: no merchant_uid of PortOne\'s looks like ""',
    ],
    [(client: IamportClient) => client.cancelPayment({}), "cancelPayment needs to know which payment"],
    [
      (client: IamportClient) => client.preparePayment({ merchant_uid: "order-1", amount: Number.NaN }),
      "preparePayment: amount is NaN",
    ],
    [
      (client: IamportClient) => client.preparePayment({ merchant_uid: "m".repeat(41), amount: 1 }),
      "it has 1 to 40 characters",
    ],
    [(client: IamportClient) => client.findPayment("m".repeat(256)), "it has 1 to 255 characters"],
    [
      (client: IamportClient) => client.findPayment("order-1", "../../prepare/order-2" as "paid"),
      'findPayment: status is "../../prepare/order-2"; it has to be one of all, ready, paid',
    ],
  ])("a call that is none says which, what and why: %#", async (call, words) => {
    const shop = portone();
    await expect(call(shop.client())).rejects.toThrow(words);
    expect(shop.asked).toEqual([]);
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

describe("an order's payments", () => {
  it("are all there, the newest first", async () => {
    const shop = portone();
    const declined = await shop.pay({}, "decline");
    const paid = await shop.pay();
    await shop.pay({ merchant_uid: "order-2" });
    const payments = await shop.client().findPayments("order-1");
    expect(payments.map(({ imp_uid, status }) => [imp_uid, status])).toEqual([
      [paid, "paid"],
      [declined, "failed"],
    ]);
  });

  it("are none for an order that nobody tried to pay", async () => {
    expect(await portone().client().findPayments("order-1")).toEqual([]);
  });
});

/** A PortOne that has these payments, and what it was asked for. */
function listing(payments: Partial<Payment>[], answer?: (search: URLSearchParams) => unknown) {
  const asked: URLSearchParams[] = [];
  const client = createIamportClient({
    impKey: "key-of-the-shop",
    impSecret: "secret-of-the-shop",
    retries: 0,
    fetch: async (url) => {
      const { pathname, searchParams } = new URL(url);
      const response = (response: unknown) => Response.json({ code: 0, message: null, response });
      if (pathname === "/users/getToken")
        return response({ access_token: "t-o-k-e-n", now: 1, expired_at: 1801 });
      asked.push(searchParams);
      const own = answer?.(searchParams);
      if (own instanceof Response) return own;
      if (own !== undefined) return response(own);
      const [page, limit] = [Number(searchParams.get("page")), Number(searchParams.get("limit"))];
      const list = payments.slice((page - 1) * limit, page * limit);
      const next = page * limit < payments.length ? page + 1 : 0;
      return response({ total: payments.length, previous: page - 1, next, list });
    },
  });
  return { client, asked };
}

const numbered = (count: number) =>
  Array.from({ length: count }, (_, number) => ({ imp_uid: `imp_${number}`, merchant_uid: "order-1" }));

describe("PortOne's list", () => {
  it("awaited is an array of all pages", async () => {
    const { client, asked } = listing(numbered(250));
    const payments = await client.listPayments({ status: "paid" });
    expect(payments.map(({ imp_uid }) => imp_uid)).toEqual(numbered(250).map(({ imp_uid }) => imp_uid));
    expect(asked).toHaveLength(3);
  });

  it("with for await is asked for page by page, and no further than it is read", async () => {
    const { client, asked } = listing(numbered(250));
    const list = client.listPayments({ status: "paid" });
    expect(asked).toHaveLength(0);
    const read: string[] = [];
    for await (const { imp_uid } of list) {
      read.push(imp_uid);
      if (read.length === 150) break;
    }
    expect(asked).toHaveLength(2);
  });

  it("takes a Date or Unix seconds, and asks for 90 days at a time, the newest first", async () => {
    const { client, asked } = listing([]);
    const day = 86_400;
    const to = 1_700_000_000;
    await client.listPayments({ status: "paid", from: new Date((to - 200 * day) * 1000), to });
    const searched = asked.map((search) => [Number(search.get("from")), Number(search.get("to"))]);
    expect(searched).toEqual([
      [to - 90 * day, to],
      [to - 180 * day - 1, to - 90 * day - 1],
      [to - 200 * day, to - 180 * day - 2],
    ]);
  });

  it("leaves it to PortOne's clock what now is", async () => {
    const { client, asked } = listing([]);
    await client.listPayments();
    const yesterday = Math.floor(Date.now() / 1000) - 86_400;
    await client.listPayments({ from: yesterday });
    expect(asked.map((search) => [search.get("from"), search.get("to")])).toEqual([
      [null, null],
      [String(yesterday), null],
    ]);
  });

  it.each([Date.now(), Number.NaN, -1, new Date(Number.NaN), "2026-11-26"])(
    "refuses %o as a time: nothing is asked for, instead of nothing found",
    async (from) => {
      const { client, asked } = listing(numbered(1));
      const list = client.listPayments({ from: from as number });
      await expect(list).rejects.toThrow(/from is .*a Date or Unix seconds/);
      expect(asked).toEqual([]);
    },
  );

  it("refuses a status that is none", async () => {
    const { client } = listing([]);
    const list = client.listPayments({ status: "done" as "paid" });
    await expect(list).rejects.toThrow(
      'status is "done"; it has to be one of all, ready, paid, cancelled, failed',
    );
  });

  it("gives each payment once, though one that comes in meanwhile shifts the others", async () => {
    const payments = numbered(150);
    const { client } = listing(payments, (search) => {
      if (search.get("page") === "2") payments.unshift({ imp_uid: "imp_new", merchant_uid: "order-1" });
      return undefined;
    });
    const seen = (await client.listPayments()).map(({ imp_uid }) => imp_uid);
    expect(seen).toEqual(numbered(150).map(({ imp_uid }) => imp_uid));
  });

  it("ends where it has become shorter, and where a page names itself", async () => {
    const shorter = listing(numbered(150), (search) =>
      search.get("page") === "2"
        ? Response.json({ code: -1, message: "page", response: null }, { status: 400 })
        : undefined,
    );
    expect(await shorter.client.listPayments()).toHaveLength(100);
    const circle = listing([], () => ({ total: 9, previous: 0, next: 1, list: numbered(1) }));
    expect(await circle.client.listPayments()).toHaveLength(1);
    expect(circle.asked).toHaveLength(1);
  });

  it("is bounded as an array: it rejects, rather than leaving some out", async () => {
    const { client } = listing(numbered(10_001));
    await expect(client.listPayments()).rejects.toThrow("more than 10000 payments");
    await expect(client.findPayments("order-1")).rejects.toThrow("more than 1000 payments");
  });

  it.each([{}, { list: {} }, { list: [null] }, { total: 3 }, null, "list"])(
    "that is %j is none, and no empty one",
    async (response) => {
      const { client } = listing([], () => response);
      for (const call of [client.listPayments(), client.findPayments("order-1")]) {
        await expect(call).rejects.toThrow("no list of payments");
      }
    },
  );

  it("of an order with another order's payment in it is an error", async () => {
    const { client } = listing([{ imp_uid: "imp_1", merchant_uid: "order-2" }]);
    await expect(client.findPayments("order-1")).rejects.toThrow("not the payment that was asked for");
  });

  it("is given up with a signal", async () => {
    const shop = portone();
    const client = shop.client({ fetch: () => new Promise(() => undefined) });
    const controller = new AbortController();
    const calls = [
      client.findPayments("order-1", { signal: controller.signal }),
      client.listPayments({ signal: controller.signal }),
    ].map((call) => call.catch((error: unknown) => error));
    controller.abort();
    for (const error of await Promise.all(calls)) {
      expect(String(error)).toContain("given up by its caller");
    }
  });
});

describe("how PortOne wants to be asked", () => {
  /** When it is asked for a payment, in ms, while it answers like this. */
  async function askedAt(answer: Response | (() => Response), retries = 2) {
    vi.useFakeTimers();
    const begun = Date.now();
    const times: number[] = [];
    const client = createIamportClient({
      impKey: "key-of-the-shop",
      impSecret: "secret-of-the-shop",
      retries,
      fetch: async (url) => {
        if (url.endsWith("/users/getToken")) {
          return Response.json({ code: 0, response: { access_token: "token-1", now: 1, expired_at: 1801 } });
        }
        times.push(Date.now() - begun);
        return typeof answer === "function" ? answer() : answer.clone();
      },
    });
    const failing = client.getPayment("imp_1").catch((error) => error);
    await vi.runAllTimersAsync();
    return { times, error: await failing };
  }
  const busy = (after: string) =>
    Response.json({ code: -1, message: "busy" }, { status: 429, headers: { "retry-after": after } });

  it("a cancellation that PortOne refused for too many calls was not carried out: it is sent again", async () => {
    vi.useFakeTimers();
    let cancelled = 0;
    const client = createIamportClient({
      impKey: "key-of-the-shop",
      impSecret: "secret-of-the-shop",
      fetch: async (url) => {
        if (url.endsWith("/users/getToken")) {
          return Response.json({ code: 0, response: { access_token: "token-1", now: 1, expired_at: 1801 } });
        }
        if (++cancelled === 1) return busy("1");
        return Response.json({ code: 0, response: { imp_uid: "imp_1", status: "cancelled" } });
      },
    });
    const cancelling = client.cancelPayment({ imp_uid: "imp_1" });
    await vi.runAllTimersAsync();
    expect(await cancelling).toMatchObject({ status: "cancelled" });
    expect(cancelled).toBe(2);
  });

  it("Retry-After is kept", async () => {
    const { times, error } = await askedAt(busy("2"));
    expect(times).toHaveLength(3);
    const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    for (const pause of pauses) {
      expect(pause).toBeGreaterThanOrEqual(2_000);
      expect(pause).toBeLessThanOrEqual(3_000);
    }
    expect(error).toMatchObject({ status: 429, retryable: true, retryAfter: 2 });
  });

  it("a Retry-After that is a date is kept, too", async () => {
    const { times } = await askedAt(() => busy(new Date(Date.now() + 4_000).toUTCString()), 1);
    expect(times).toHaveLength(2);
    expect(times[1]).toBeGreaterThanOrEqual(3_000);
  });

  it("a Retry-After that is longer than anybody waits ends the call at once, and is told", async () => {
    const { times, error } = await askedAt(busy("3600"));
    expect(times).toHaveLength(1);
    expect(error).toMatchObject({ retryable: true, retryAfter: 3600 });
  });

  it("those who were refused together don't come again together", async () => {
    const seconds = new Set<number>();
    for (let one = 0; one < 10; one++) {
      const { times } = await askedAt(
        () => Response.json({ code: -1, message: "error" }, { status: 503 }),
        1,
      );
      seconds.add(times[1] ?? 0);
    }
    expect(seconds.size).toBeGreaterThan(3);
  });
});

describe("what is no answer of PortOne's", () => {
  const answering = (answer: () => Response) =>
    createIamportClient({
      impKey: "key-of-the-shop",
      impSecret: "secret-of-the-shop",
      retries: 0,
      fetch: async (url) =>
        url.endsWith("/users/getToken")
          ? Response.json({ code: 0, response: { access_token: "token-1", now: 1, expired_at: 1801 } })
          : answer(),
    });

  it.each([
    [404, { message: "Cannot GET /payments/imp_1", statusCode: 404 }],
    [404, { code: "NOT_FOUND", message: "no route" }],
    [403, { message: "Forbidden" }],
    [200, { message: "ok" }],
  ])("%i with %j may pass: it is a gateway's or a proxy's word", async (status, body) => {
    const client = answering(() => Response.json(body, { status }));
    const error = await client.getPayment("imp_1").catch((error) => error);
    expect(error).toMatchObject({ status, code: null, retryable: true, path: "/payments/imp_1" });
    expect(error.message).toContain("something in between");
  });

  it("a 404 with PortOne's own code won't pass", async () => {
    const client = answering(() =>
      Response.json({ code: -1, message: "없음", response: null }, { status: 404 }),
    );
    await expect(client.getPayment("imp_1")).rejects.toMatchObject({ code: -1, retryable: false });
  });

  it("an answer of more than 4 MiB is given up, and not read to its end", async () => {
    let pulled = 0;
    const chunk = new Uint8Array(64 * 1024).fill(0x20);
    const endless = () =>
      new ReadableStream({
        pull: (controller) => {
          pulled += chunk.length;
          controller.enqueue(chunk);
        },
      });
    const error = await answering(() => new Response(endless()))
      .getPayment("imp_1")
      .catch((error) => error);
    expect(error).toMatchObject({ retryable: true });
    expect(error.message).toContain("longer than 4194304 bytes");
    expect(pulled).toBeLessThan(5 * 1024 * 1024);
  });

  it("an answer that never ends is read no further once its time is over", async () => {
    let cancelled = false;
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array([123])),
      cancel: () => {
        cancelled = true;
      },
    });
    const client = createIamportClient({
      impKey: "key-of-the-shop",
      impSecret: "secret-of-the-shop",
      retries: 0,
      timeout: 20,
      fetch: async () => new Response(body),
    });
    await expect(client.getPayment("imp_1")).rejects.toMatchObject({ retryable: true });
    expect(cancelled).toBe(true);
  });

  it("what kept it from coming is told as the cause, with path and code", async () => {
    const shop = portone();
    const reset = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET", socket: { secret: 1 } });
    const client = shop.client({
      retries: 0,
      fetch: () => Promise.reject(Object.assign(new TypeError("fetch failed"), { cause: reset })),
    });
    const error = await client.getPayment("imp_1").catch((error) => error);
    expect(error).toMatchObject({ path: "/users/getToken", mayHaveArrived: false });
    expect(error.cause).toMatchObject({ name: "TypeError", message: "fetch failed" });
    expect(error.cause.cause).toMatchObject({ message: "read ECONNRESET", code: "ECONNRESET" });
    expect(error.cause.cause).not.toHaveProperty("socket");
  });
});

it("tokens of before, and keys written another way, are in no error either", async () => {
  const [impKey, impSecret] = ["key+/=& 0123", "secret+/=& 0123"];
  let given = 0;
  const written = (secret: string) => [
    secret,
    secret.toUpperCase(),
    encodeURIComponent(secret),
    encodeURIComponent(secret).toLowerCase(),
    new URLSearchParams({ a: secret }).toString().slice(2),
    btoa(secret),
    btoa(secret).replace(/=+$/, "").replace(/\+/g, "-").replace(/\//g, "_"),
  ];
  const said = () => ["token-number-1", "token-number-2", impKey, impSecret].flatMap(written).join(" | ");
  const client = createIamportClient({
    impKey,
    impSecret,
    retries: 0,
    fetch: async (url) =>
      url.endsWith("/users/getToken")
        ? Response.json({
            code: 0,
            response: { access_token: `token-number-${++given}`, now: 1, expired_at: 1801 },
          })
        : Response.json({ code: -1, message: said(), response: null }, { status: given < 2 ? 401 : 500 }),
  });
  const error = await client.getPayment("imp_1").catch((error) => error);
  expect(given).toBe(2);
  expect(error.message.replaceAll("[redacted]", "").replace(/[ |=…]/g, "")).toBe("");
});
