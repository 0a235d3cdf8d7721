import { describe, expect, it, onTestFinished, vi } from "vitest";
import {
  type DoubtfulOrder,
  type LookAfterOrdersOptions,
  type LookRound,
  lookAfterOrders,
  type Order,
  type Payment,
} from "../../src/server/index.ts";
import { portone } from "./portone.ts";

/** A busy machine is no fault of the look's. */
vi.setConfig({ testTimeout: 20_000 });
const eventually = (seen: () => unknown) => vi.waitFor(seen, { timeout: 15_000, interval: 5 });

const chair: Order = { amount: 64900 };

/** A shop whose books are a map, and a PortOne behind it. */
function shopWith(options: Partial<LookAfterOrdersOptions> = {}) {
  const shop = portone();
  const doubtful: DoubtfulOrder[] = [];
  const heard: string[] = [];
  const errors = vi.fn();
  const rounds: LookRound[] = [];
  const onForged = vi.fn();
  const looked = vi.fn();
  const look = (more: Partial<LookAfterOrdersOptions> = {}) => {
    const under = lookAfterOrders({
      client: shop.client({ retries: 0 }),
      findOrder: (merchant_uid) => (merchant_uid.startsWith("order-") ? chair : null),
      onVerified: ({ status, payment, duplicate }) => {
        heard.push(`${payment.merchant_uid} ${status}${duplicate ? " duplicate" : ""}`);
      },
      onForged,
      onError: errors,
      // Claims each order once.
      findDoubtful: (limit) => doubtful.splice(0, limit),
      onLooked: looked,
      onRound: (round) => rounds.push(round),
      every: false,
      ...options,
      ...more,
    });
    onTestFinished(under.stop);
    return under;
  };
  const doubt = (merchant_uid: string, ageMs = 0) =>
    doubtful.push({ merchant_uid, since: Date.now() - ageMs });
  return { ...shop, doubt, doubtful, heard, errors, rounds, onForged, looked, look };
}

const lookUps = (asked: string[]) => asked.filter((request) => request.includes("/payments/"));

describe("what no news came of is found", () => {
  it("the payment of an order that is in doubt", async () => {
    const shop = shopWith();
    await shop.pay({ merchant_uid: "order-1" });
    shop.doubt("order-1");
    await shop.look({ claimList: () => false }).ended;
    expect(shop.heard).toEqual(["order-1 paid"]);
    expect(shop.looked).toHaveBeenCalledWith(expect.objectContaining({ status: "paid" }));
    expect(shop.errors).not.toHaveBeenCalled();
  });

  it("the payment of an order that was never begun, and one of no order", async () => {
    const shop = shopWith();
    await shop.pay({ merchant_uid: "order-1" });
    const stray = await shop.pay({ merchant_uid: "another-system" });
    await shop.look().ended;
    expect(shop.heard).toEqual(["order-1 paid"]);
    expect(shop.onForged.mock.calls).toMatchObject([
      [
        {
          reason: "unknown_order",
          merchant_uid: "another-system",
          imp_uid: stray,
          payment: { amount: 64900 },
          detail: expect.stringContaining("findOrder"),
        },
      ],
    ]);
  });

  it("that money for no order, and too little of it, has gone back since", async () => {
    const shop = shopWith();
    const stray = await shop.pay({ merchant_uid: "another-system" });
    const tooLittle = await shop.pay({ merchant_uid: "order-1", amount: 100 });
    for (const imp_uid of [stray, tooLittle]) await shop.client().cancelPayment({ imp_uid });
    await shop.look().ended;
    const heard = shop.onForged.mock.calls.map(([{ imp_uid, payment }]) => [imp_uid, payment.status]);
    expect(heard.sort()).toEqual(
      [
        [stray, "cancelled"],
        [tooLittle, "cancelled"],
      ].sort(),
    );
    expect(shop.heard).toEqual([]);
  });

  it("the deposit behind a declined card", async () => {
    const shop = shopWith();
    const account = await shop.pay({ merchant_uid: "order-1", pay_method: "vbank" });
    await shop.pay({ merchant_uid: "order-1" }, "decline");
    await shop.deposit(account);
    shop.doubt("order-1");
    await shop.look({ claimList: () => false }).ended;
    expect(shop.heard).toEqual(["order-1 paid"]);
  });

  it("refunds that were made at PortOne, whole and in part", async () => {
    const shop = shopWith();
    const [part, whole] = [
      await shop.pay({ merchant_uid: "order-1" }),
      await shop.pay({ merchant_uid: "order-2" }),
    ];
    const seen: [string, number][] = [];
    const under = shop.look({
      every: 5,
      requestsPerMinute: 1_000,
      onVerified: ({ status, payment }) => {
        seen.push([`${payment.merchant_uid} ${status}`, payment.cancel_amount]);
      },
    });
    await eventually(() => expect(seen).toHaveLength(2));
    await shop.client().cancelPayment({ imp_uid: part, amount: 900 });
    await shop.client().cancelPayment({ imp_uid: whole });
    await eventually(() => expect(seen).toHaveLength(4));
    await under.stop();
    expect(seen.slice(2).sort()).toEqual([
      ["order-1 paid", 900],
      ["order-2 cancelled", 64900],
    ]);
  });

  it("a second payment of the same order, as the duplicate that it is", async () => {
    const shop = shopWith();
    const windows = [
      await shop.pay({ merchant_uid: "order-1" }, null),
      await shop.pay({ merchant_uid: "order-1" }, null),
    ];
    for (const window of windows) await shop.decide(window);
    await shop.look().ended;
    expect(new Set(shop.heard)).toEqual(new Set(["order-1 paid", "order-1 paid duplicate"]));
  });

  it("a payment of another amount, which is money of a customer's", async () => {
    const shop = shopWith();
    await shop.pay({ merchant_uid: "order-1", amount: 1 });
    await shop.look().ended;
    expect(shop.heard).toEqual([]);
    expect(shop.onForged).toHaveBeenCalledWith(expect.objectContaining({ reason: "amount" }));
  });
});

describe("a round", () => {
  it("isn't ended by an order that PortOne refuses for good", async () => {
    const shop = shopWith();
    for (const merchant_uid of ["order-1", "order-2", "order-3"]) {
      await shop.pay({ merchant_uid });
      shop.doubt(merchant_uid);
    }
    const client = shop.client({
      retries: 0,
      fetch: async (url, init) =>
        url.includes("findAll/order-1")
          ? Response.json({ code: -1, message: "no", response: null }, { status: 403 })
          : shop.fetch(url, init),
    });
    await shop.look({ client, claimList: () => false }).ended;
    expect(shop.heard.sort()).toEqual(["order-2 paid", "order-3 paid"]);
    expect(shop.errors.mock.calls).toMatchObject([
      [{ status: 403 }, { merchant_uid: "order-1", imp_uid: null, source: "look" }],
    ]);
    expect(shop.looked).toHaveBeenCalledWith(
      expect.objectContaining({ merchant_uid: "order-1", status: "unknown" }),
    );
  });

  it("isn't ended by what the shop throws, and what was thrown at comes again", async () => {
    const shop = shopWith();
    for (const merchant_uid of ["order-1", "order-2"]) await shop.pay({ merchant_uid });
    let broken = true;
    const under = shop.look({
      every: 5,
      requestsPerMinute: 1_000,
      findDoubtful: () => {
        throw new Error("database");
      },
      onVerified: ({ payment }) => {
        if (broken && payment.merchant_uid === "order-1") throw new Error("onVerified");
        shop.heard.push(payment.merchant_uid);
      },
    });
    await eventually(() => expect(shop.heard).toEqual(["order-2"]));
    broken = false;
    await eventually(() => expect(shop.heard).toEqual(["order-2", "order-1"]));
    await under.stop();
    expect(shop.errors).toHaveBeenCalledWith(
      expect.objectContaining({ message: "database" }),
      expect.objectContaining({ merchant_uid: null }),
    );
  });

  it("stays within its bound, with 10,000 abandoned orders, and the newest doubt is first", async () => {
    const shop = shopWith();
    await shop.pay({ merchant_uid: "order-paid" });
    shop.doubt("order-paid");
    for (let number = 0; number < 10_000; number++) shop.doubt(`order-${number}`, 60_000);
    await shop.look({ requestsPerMinute: 40, claimList: () => false }).ended;
    expect(shop.heard).toEqual(["order-paid paid"]);
    expect(lookUps(shop.asked)).toHaveLength(40);
    expect(shop.rounds).toMatchObject([{ orders: 40, requests: 40 }]);
    expect(shop.doubtful).toHaveLength(9_961);
  });

  it("sends no more within a minute, however many rounds there are", async () => {
    const shop = shopWith();
    for (let number = 0; number < 100; number++) shop.doubt(`order-${number}`);
    const under = shop.look({ every: 1, requestsPerMinute: 20 });
    await eventually(() => expect(shop.rounds.length).toBeGreaterThan(10));
    await under.stop();
    expect(lookUps(shop.asked)).toHaveLength(20);
  });

  it("never overlaps the one before, however slow PortOne is", async () => {
    const shop = shopWith();
    let now = 0;
    let most = 0;
    const client = shop.client({
      fetch: async (url, init) => {
        now++;
        most = Math.max(most, now);
        await new Promise((resolve) => setTimeout(resolve, 15));
        now--;
        return shop.fetch(url, init);
      },
    });
    const under = shop.look({ client, every: 0, requestsPerMinute: 1_000 });
    await eventually(() => expect(shop.rounds.length).toBeGreaterThan(4));
    await under.stop();
    expect(most).toBe(1);
  });

  it("gives up soon while PortOne is away, and asks each order again soon", async () => {
    const shop = shopWith();
    for (let number = 0; number < 100; number++) shop.doubt(`order-${number}`, 30 * 86_400_000);
    const client = shop.client({
      retries: 0,
      fetch: async (url, init) =>
        url.includes("findAll") ? new Response("away", { status: 503 }) : shop.fetch(url, init),
    });
    await shop.look({ client, claimList: () => false }).ended;
    expect(shop.looked.mock.calls.length).toBeLessThan(20);
    expect(shop.rounds).toMatchObject([{ orders: shop.looked.mock.calls.length }]);
    const [{ lookAgainAt }] = shop.looked.mock.calls[0] as [{ lookAgainAt: Date }];
    expect(lookAgainAt.getTime() - Date.now()).toBeLessThan(5 * 60_000);
  });

  it("looks again the later the older the doubt", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const shop = shopWith();
    const ages = [0, 10, 60, 24 * 60].map((minutes) => minutes * 60_000);
    for (const [index, age] of ages.entries()) shop.doubt(`order-${index}`, age);
    await shop.look({ claimList: () => false }).ended;
    const waits = shop.looked.mock.calls
      .map(([{ merchant_uid, lookAgainAt }]) => [merchant_uid, lookAgainAt.getTime() - Date.now()] as const)
      .sort();
    for (const [index, age] of ages.entries()) {
      expect(waits[index]?.[1]).toBe(Math.max(age, 60_000));
    }
  });
});

describe("PortOne's list", () => {
  it("of several pages is read to where it is known, over several rounds if it has to be", async () => {
    const shop = shopWith();
    for (let number = 0; number < 250; number++) await shop.pay({ merchant_uid: `order-${number}` });
    const until = vi.fn();
    const under = shop.look({ every: 1, requestsPerMinute: 4, onListed: until });
    await eventually(() => expect(until).toHaveBeenCalledOnce());
    await under.stop();
    // Half of four requests are the list's in the first round, and the rest of it comes in the second.
    expect(shop.rounds.slice(0, 2)).toMatchObject([
      { listed: 200, requests: 2 },
      { listed: 50, requests: 1 },
    ]);
    expect(new Set(shop.heard).size).toBe(250);
  });

  it("that another process reads is left to it", async () => {
    const shop = shopWith();
    await shop.pay({ merchant_uid: "order-1" });
    await shop.look({ claimList: () => false }).ended;
    expect(lookUps(shop.asked)).toEqual([]);
    expect(shop.heard).toEqual([]);
  });

  it("is handed on once, however often it is read", async () => {
    const shop = shopWith();
    await shop.pay({ merchant_uid: "order-1" });
    const under = shop.look({ every: 1, requestsPerMinute: 1_000 });
    await eventually(() => expect(shop.rounds.length).toBeGreaterThan(5));
    await under.stop();
    expect(shop.heard).toEqual(["order-1 paid"]);
  });

  it("is read anew from where it was known when it breaks off", async () => {
    const shop = shopWith();
    await shop.pay({ merchant_uid: "order-1" });
    let broken = 1;
    const client = shop.client({
      fetch: async (url, init) =>
        url.includes("/status/") && broken-- > 0
          ? new Response("away", { status: 503 })
          : shop.fetch(url, init),
    });
    const under = shop.look({ client, every: 1, requestsPerMinute: 1_000 });
    await eventually(() => expect(shop.heard).toEqual(["order-1 paid"]));
    await under.stop();
    expect(shop.errors.mock.calls).toMatchObject([[{ status: 503 }, { merchant_uid: null, source: "look" }]]);
  });
});

/** PortOne's list as it stands there, whatever times its payments have: the last changes first. */
function shopListing(options: Partial<LookAfterOrdersOptions> = {}) {
  const shop = shopWith(options);
  const listed: Payment[] = [];
  const client = shop.client({
    retries: 0,
    fetch: async (url, init) => {
      const { pathname } = new URL(url);
      if (!pathname.startsWith("/payments/")) return shop.fetch(url, init);
      shop.asked.push(pathname);
      const one = listed.find(({ imp_uid }) => pathname === `/payments/${imp_uid}`);
      const whole = { total: listed.length, previous: 0, next: 0, list: listed };
      return Response.json({ code: 0, message: null, response: one ?? whole });
    },
  });
  const now = () => Math.floor(Date.now() / 1000);
  /** A payment that PortOne has just heard of, said to have been made so many seconds from now. */
  const hears = (
    merchant_uid: string,
    { inSeconds = 0, ...says }: Partial<Payment> & { inSeconds?: number } = {},
  ) => {
    const made = { started_at: now() + inSeconds, paid_at: now() + inSeconds, sandbox: false };
    const amounts = { amount: 64900, cancel_amount: 0, currency: "KRW" };
    const known = { imp_uid: `imp_${merchant_uid}`, merchant_uid, status: "paid" as const };
    listed.unshift({ ...known, ...amounts, ...made, ...says });
  };
  const look = (more: Partial<LookAfterOrdersOptions> = {}) =>
    shop.look({ client, every: 5, requestsPerMinute: 10_000, ...more });
  return { ...shop, hears, look, now };
}

describe("PortOne's list, where times say otherwise", () => {
  it("has a deposit of this morning on top, of which PortOne has heard just now: it is found", async () => {
    const shop = shopListing();
    shop.hears("order-1");
    shop.look();
    await eventually(() => expect(shop.heard).toEqual(["order-1 paid"]));
    shop.hears("order-2", { inSeconds: -3 * 60 * 60 });
    await eventually(() => expect(shop.heard).toEqual(["order-1 paid", "order-2 paid"]));
  });

  it("has a payment of an hour from now: what comes after it is found all the same", async () => {
    const until: Date[] = [];
    const shop = shopListing({ onListed: (date) => until.push(date) });
    shop.hears("order-1", { inSeconds: 60 * 60 });
    shop.look();
    await eventually(() => expect(shop.heard).toEqual(["order-1 paid"]));
    shop.hears("order-2");
    await eventually(() => expect(shop.heard).toEqual(["order-1 paid", "order-2 paid"]));
    await eventually(() => expect(until.length).toBeGreaterThan(0));
    for (const date of until) expect(date.getTime() - Date.now()).toBeLessThan(10 * 60_000);
  });

  it("has an account that was issued in the very second in which its window was opened: it is found", async () => {
    const shop = shopListing();
    const opened = { status: "ready" as const, started_at: shop.now(), paid_at: 0, vbank_num: null };
    shop.hears("order-1", opened);
    shop.look();
    await eventually(() => expect(shop.rounds.length).toBeGreaterThan(1));
    expect(shop.heard).toEqual([]);
    const issued = { vbank_num: "110-123-456789", vbank_issued_at: opened.started_at };
    shop.hears("order-1", { ...opened, ...issued });
    await eventually(() => expect(shop.heard).toEqual(["order-1 ready"]));
  });

  it("is read though it is said to be read until a time that is still to come", async () => {
    const shop = shopListing({ claimList: () => Date.now() + 60 * 60_000 });
    for (let number = 0; number < 150; number++) shop.hears(`order-${number}`);
    shop.look({ every: false });
    await eventually(() => expect(new Set(shop.heard).size).toBe(150));
  });
});

describe("a payment that the shop throws at for good", () => {
  const throwingAt = (wrong: Set<string>, heard: string[]): Partial<LookAfterOrdersOptions> => ({
    onVerified: ({ payment }) => {
      if (wrong.has(payment.merchant_uid)) throw new Error("books");
      heard.push(payment.merchant_uid);
    },
  });

  it("keeps the list from being done for a day; then that is said, and the list goes on", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const [wrong, heard, until] = [new Set(["order-1"]), [] as string[], [] as number[]];
    const shop = shopListing({
      ...throwingAt(wrong, heard),
      claimList: () => {
        const last = until.at(-1);
        return last === undefined ? null : last * 1000;
      },
      onListed: (date) => until.push(date.getTime() / 1000),
    });
    const made = shop.now();
    shop.hears("order-1");
    shop.look();
    await eventually(() => expect(until.at(-1)).toBe(made));
    vi.setSystemTime(Date.now() + 60 * 60_000);
    shop.hears("order-2");
    await eventually(() => expect(heard).toEqual(["order-2"]));
    const rounds = shop.rounds.length;
    await eventually(() => expect(shop.rounds.length).toBeGreaterThan(rounds + 2));
    // Who starts anew meets it again.
    expect(until.at(-1)).toBe(made);
    vi.setSystemTime(Date.now() + 24 * 60 * 60_000);
    await eventually(() => expect(until.at(-1)).toBeGreaterThan(made));
    const words = shop.errors.mock.calls.map(([error]) => String(error));
    expect(words.filter((said) => said.includes('the order "order-1" could not be handed on'))).toHaveLength(
      1,
    );
    // Mended after all.
    wrong.clear();
    await eventually(() => expect(heard).toEqual(["order-2", "order-1"]));
  });

  it("costs one request a round, and the list isn't read anew for its sake", async () => {
    const [wrong, heard] = [new Set(["order-1"]), [] as string[]];
    const shop = shopListing(throwingAt(wrong, heard));
    for (let number = 0; number < 5; number++) shop.hears(`order-${number}`);
    shop.look();
    await eventually(() => expect(shop.rounds.length).toBeGreaterThan(3));
    expect(new Set(heard).size).toBe(4);
    expect(heard).toHaveLength(4);
    expect(shop.rounds[2]).toMatchObject({ requests: 2, listed: 0 });
  });

  it("is not what it is when there are many: the list isn't said to be read before they are handed on", async () => {
    const numbers = Array.from({ length: 80 }, (_, number) => `order-${number}`);
    const [wrong, heard, onListed] = [new Set(numbers), [] as string[], vi.fn()];
    const shop = shopListing({ ...throwingAt(wrong, heard), onListed });
    for (const merchant_uid of numbers) shop.hears(merchant_uid);
    shop.look();
    await eventually(() => expect(shop.rounds.length).toBeGreaterThan(2));
    expect(onListed).not.toHaveBeenCalled();
    wrong.clear();
    await eventually(() => expect(new Set(heard).size).toBe(80));
    await eventually(() => expect(onListed).toHaveBeenCalled());
  });
});

describe("stopping", () => {
  it("gives up what PortOne is being asked, and ends at once", async () => {
    const shop = shopWith();
    let waiting = () => {};
    const asked = new Promise<void>((resolve) => {
      waiting = resolve;
    });
    const client = shop.client({
      timeout: 60_000,
      fetch: async (url, init) => {
        if (!url.includes("/payments/")) return shop.fetch(url, init);
        waiting();
        return new Promise(() => undefined);
      },
    });
    const under = shop.look({ client });
    await asked;
    // PortOne never answers: these come because it isn't waited for.
    await under.stop();
    await under.ended;
    expect(shop.errors).not.toHaveBeenCalled();
  });

  it("waits for what the shop's own functions have begun, and claims nothing more", async () => {
    const shop = shopWith();
    await shop.pay({ merchant_uid: "order-1" });
    const order: string[] = [];
    let settle = () => {};
    const under = shop.look({
      every: 1,
      onVerified: () =>
        new Promise<void>((resolve) => {
          order.push("begun");
          settle = () => {
            order.push("settled");
            resolve();
          };
        }),
    });
    await eventually(() => expect(order).toEqual(["begun"]));
    const stopped = under.stop().then(() => order.push("stopped"));
    const rounds = shop.rounds.length;
    settle();
    await stopped;
    expect(order).toEqual(["begun", "settled", "stopped"]);
    await under.ended;
    expect(shop.rounds.length).toBeLessThanOrEqual(rounds + 1);
  });

  it("by a signal, also one that fired before", async () => {
    const shop = shopWith();
    await shop.look({ every: 10_000, signal: AbortSignal.abort() }).ended;
    expect(shop.asked).toEqual([]);
    const controller = new AbortController();
    const under = shop.look({ every: 100_000, signal: controller.signal });
    await eventually(() => expect(shop.rounds.length).toBe(1));
    controller.abort();
    await under.ended;
  });
});

it.each([
  [{ every: Number.NaN }, "every is NaN"],
  [{ every: "60" }, 'every is "60"'],
  [{ requestsPerMinute: Number.POSITIVE_INFINITY }, "requestsPerMinute is Infinity"],
  [{ requestsPerMinute: 0 }, "requestsPerMinute is 0"],
  [{ findDoubtful: undefined }, "findDoubtful is undefined"],
])("%j is said at once", (options, words) => {
  const shop = shopWith();
  expect(() => shop.look(options as unknown as Partial<LookAfterOrdersOptions>)).toThrow(words);
});
