import { describe, expect, it, vi } from "vitest";
import {
  type ChargeRequest,
  createIamportClient,
  createPaymentHandlers,
  type ScheduleRequest,
  type SettledPayment,
  toNodeHandler,
  type UnscheduleRequest,
} from "../../src/server/index.ts";
import { connectionReset, type Loss, listening, listeningPortone } from "./listening-portone.ts";

// However long the pauses are, what is done after them is the same.
vi.mock("../../src/server/pause-unless.ts", () => ({ pauseUnless: async () => undefined }));

const charge = { customer_uid: "card-1", merchant_uid: "month-1", amount: 9900, name: "월 구독" };

/** A PortOne at which the customer's card is registered. */
async function withCard(...options: Parameters<typeof listeningPortone>) {
  const portone = await listeningPortone(...options);
  await portone.register(charge.customer_uid);
  const statusesOf = async (merchant_uid = charge.merchant_uid) =>
    (await portone.paymentsOf(merchant_uid)).map(({ status }) => status);
  const charges = () => portone.asked.filter((call) => call.endsWith("/subscribe/payments/again")).length;
  return { ...portone, statusesOf, charges };
}

describe("a billing key", () => {
  it("is what a payment window with a customer_uid leaves, with its card's masked number", async () => {
    const { client } = await withCard();
    const customer = await client().getCustomer("card-1");
    expect(customer).toMatchObject({ customer_uid: "card-1", card_name: "신한카드" });
    expect(customer.card_number).toContain("*");
    await expect(client().getCustomer("card-2")).rejects.toMatchObject({ status: 404, retryable: false });
  });

  it("is charged without a window", async () => {
    const { client, statusesOf } = await withCard();
    const payment = await client().chargeBillingKey(charge);
    expect(payment).toMatchObject({ status: "paid", ...charge, channel: "api" });
    expect(await statusesOf()).toEqual(["paid"]);
  });

  it("is charged once for an order, however often it is called, one after the other or at once", async () => {
    const { client, statusesOf, charges } = await withCard();
    const first = await client().chargeBillingKey(charge);
    const again = await Promise.all([1, 2, 3].map(() => client().chargeBillingKey(charge)));
    expect(again.map(({ imp_uid }) => imp_uid)).toEqual(Array(3).fill(first.imp_uid));
    expect(charges()).toBe(1);
    const other = { ...charge, merchant_uid: "month-2" };
    const atOnce = await Promise.all([1, 2, 3].map(() => client().chargeBillingKey(other)));
    expect(new Set(atOnce.map(({ imp_uid }) => imp_uid)).size).toBe(1);
    expect(await statusesOf("month-2")).toEqual(["paid"]);
  });

  it.each<Loss>(["reset", "badGateway", "gatewayTimeout"])(
    "whose answer is lost (%s) was charged once, and the charge is found",
    async (loss) => {
      const { client, lose, statusesOf } = await withCard();
      lose("POST /subscribe", loss);
      expect(await client().chargeBillingKey(charge)).toMatchObject({ status: "paid" });
      expect(await statusesOf()).toEqual(["paid"]);
    },
  );

  it("whose answer comes too late was charged once, and the charge is found", async () => {
    const { client, faults, statusesOf, charges } = await withCard();
    await faults({ kind: "slow", ms: 2_000, path: "/subscribe" });
    expect(await client({ timeout: 300 }).chargeBillingKey(charge)).toMatchObject({ status: "paid" });
    expect(await statusesOf()).toEqual(["paid"]);
    expect(charges()).toBe(1);
  });

  it.each(["error", "rubbish"] as const)(
    "that PortOne has answered otherwise (%s) is asked again",
    async (kind) => {
      const { client, faults, statusesOf, charges } = await withCard();
      await faults({ kind, path: "/subscribe" });
      expect(await client().chargeBillingKey(charge)).toMatchObject({ status: "paid" });
      expect(await statusesOf()).toEqual(["paid"]);
      expect(charges()).toBe(2);
    },
  );

  it.each<[string, () => Promise<Response>]>([
    ["no answer in time", () => new Promise(() => undefined)],
    ["the connection broke", () => Promise.reject(connectionReset())],
    ["502", async () => new Response("<h1>Bad Gateway</h1>", { status: 502 })],
    ["504", async () => new Response("<h1>Gateway Time-out</h1>", { status: 504 })],
  ])(
    "isn't asked again where PortOne may still be at it (%s): that isn't known, and the next call looks",
    async (_, seen) => {
      const { client, fetch, statusesOf } = await withFetch();
      let asked = 0;
      let carryOut = async () => {};
      const charging = client({
        timeout: 200,
        fetch: (url, init) => {
          if (!url.endsWith("/again")) return fetch(url, init);
          asked++;
          const { signal, ...same } = init;
          carryOut = async () => void (await fetch(url, same));
          return seen();
        },
      }).chargeBillingKey(charge);
      const error = await charging.catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ retryable: true, mayHaveArrived: true });
      expect(String(error)).toContain("isn't known whether the card was charged");
      expect(asked).toBe(1);
      expect(await statusesOf()).toEqual([]);
      await carryOut();
      expect(await client().chargeBillingKey(charge)).toMatchObject({ status: "paid" });
      expect(await statusesOf()).toEqual(["paid"]);
    },
  );

  it.each<[string, () => Promise<Response>]>([
    [
      "refuses",
      async () => Response.json({ code: -1, message: "등록되지 않은 구매자입니다." }, { status: 400 }),
    ],
    ["can't be reached", () => Promise.reject(connectionReset("ECONNREFUSED"))],
  ])("isn't said to be uncharged when the first answer was none and then PortOne %s", async (_, second) => {
    const { client, fetch } = await withFetch();
    let asked = 0;
    const charging = client({
      fetch: (url, init) => {
        if (!url.endsWith("/again")) return fetch(url, init);
        const error = Response.json({ code: -1, message: "Server Error" }, { status: 500 });
        return asked++ === 0 ? Promise.resolve(error) : second();
      },
    }).chargeBillingKey(charge);
    await expect(charging).rejects.toMatchObject({ retryable: true, mayHaveArrived: true });
    expect(asked).toBeGreaterThan(1);
  });

  it("isn't asked at all while the order can't be looked at", async () => {
    const { client, faults, charges, statusesOf } = await withCard();
    await faults({ kind: "error", path: "/payments/findAll", times: 100 });
    await expect(client().chargeBillingKey(charge)).rejects.toMatchObject({ retryable: true });
    expect(charges()).toBe(0);
    await faults();
    expect(await statusesOf()).toEqual([]);
  });

  it("isn't known to be charged when the answer is lost and nothing can be looked at after it", async () => {
    const { client, fetch, statusesOf, faults } = await withFetch();
    const losing = client({
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        if (!url.endsWith("/again")) return answer;
        await faults({ kind: "error", path: "/payments/findAll", times: 100 });
        throw connectionReset();
      },
    });
    await expect(losing.chargeBillingKey(charge)).rejects.toMatchObject({
      mayHaveArrived: true,
      retryable: true,
    });
    await faults();
    const [made] = await statusesOf();
    expect(made).toBe("paid");
    // Called again, it looks first.
    await client().chargeBillingKey(charge);
    expect(await statusesOf()).toEqual(["paid"]);
  });

  it("that is declined resolves with the failed payment, also when that answer was lost; a new call tries again", async () => {
    const { url, client, lose, paymentsOf } = await listeningPortone({ outcome: "decline" });
    await registerByApi(url);
    expect(await client().chargeBillingKey(charge)).toMatchObject({ status: "failed" });
    lose("POST /subscribe", "reset");
    expect(await client().chargeBillingKey(charge)).toMatchObject({ status: "failed" });
    const statuses = (await paymentsOf("month-1")).map(({ status }) => status);
    expect(statuses).toEqual(["failed", "failed"]);
  });

  it("isn't charged for an order that another payment has paid", async () => {
    const { client, pay, statusesOf, charges } = await withCard();
    const imp_uid = await pay({ merchant_uid: "month-1", amount: 9900 });
    const charging = client().chargeBillingKey(charge);
    await expect(charging).rejects.toMatchObject({ retryable: false, mayHaveArrived: false });
    await expect(charging).rejects.toThrow(imp_uid);
    expect(charges()).toBe(0);
    expect(await statusesOf()).toEqual(["paid"]);
  });

  it("isn't charged another amount for an order that it has paid", async () => {
    const { client, statusesOf } = await withCard();
    await client().chargeBillingKey(charge);
    await expect(client().chargeBillingKey({ ...charge, amount: 19900 })).rejects.toMatchObject({
      retryable: false,
    });
    expect(await statusesOf()).toEqual(["paid"]);
  });

  it("isn't charged a second time for an order that was given back", async () => {
    const { client, statusesOf } = await withCard();
    const { imp_uid } = await client().chargeBillingKey(charge);
    await client().cancelPayment({ imp_uid });
    expect(await client().chargeBillingKey(charge)).toMatchObject({ imp_uid, status: "cancelled" });
    expect(await statusesOf()).toEqual(["cancelled"]);
  });

  it("sees charges through a test channel, also where they don't count", async () => {
    const { client, statusesOf } = await withCard();
    const live = client({ includeSandbox: false });
    await live.chargeBillingKey(charge);
    await live.chargeBillingKey(charge);
    expect(await statusesOf()).toEqual(["paid"]);
  });

  it("that PortOne doesn't know is PortOne's refusal", async () => {
    const { client } = await withCard();
    const charging = client().chargeBillingKey({ ...charge, customer_uid: "card-2" });
    await expect(charging).rejects.toMatchObject({
      message: "등록되지 않은 구매자입니다.",
      retryable: false,
    });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["no amount", { amount: undefined }, "amount"],
    ["NaN", { amount: Number.NaN }, "amount"],
    ["Infinity", { amount: Number.POSITIVE_INFINITY }, "amount"],
    ["nothing", { amount: 0 }, "amount"],
    ["less than nothing", { amount: -100 }, "amount"],
    ["a text", { amount: "9900" }, "amount"],
    ["a part that is none", { tax_free: Number.NaN }, "tax_free"],
    ["no order", { merchant_uid: "" }, "merchant_uid"],
    ["an order that climbs", { merchant_uid: ".." }, "merchant_uid"],
    ["an order with a longer name than PortOne's 40", { merchant_uid: "m".repeat(41) }, "1 to 40 characters"],
    ["no key", { customer_uid: undefined }, "customer_uid"],
    ["a key that climbs", { customer_uid: ".." }, "customer_uid"],
    ["a currency that is none", { currency: "won" }, "currency"],
  ])("is never asked for %s: nothing is sent", async (_, wrong, named) => {
    const { client, asked } = await withCard();
    const request = { ...charge, ...wrong } as ChargeRequest;
    await expect(client().chargeBillingKey(request)).rejects.toThrow(named);
    const schedules = [{ ...request, schedule_at: new Date(Date.now() + 60_000) }];
    const scheduling = client().scheduleCharges({ customer_uid: request.customer_uid, schedules });
    await expect(scheduling).rejects.toThrow(named);
    expect(asked).toEqual([]);
  });

  it("can be deleted, whatever answer is lost", async () => {
    const { client, lose } = await withCard();
    lose("DELETE", "reset");
    expect(await client().deleteCustomer("card-1")).toBe(true);
    expect(await client().deleteCustomer("card-1")).toBe(false);
    await expect(client().getCustomer("card-1")).rejects.toMatchObject({ status: 404 });
  });

  it("may have any ID that can stand in an address", async () => {
    const { client, register } = await withCard();
    for (const customer_uid of ["카드 1/a?b#c", "a".repeat(80), "%2e%2e"]) {
      await register(customer_uid, `r${customer_uid.length}`);
      expect(await client().getCustomer(customer_uid)).toMatchObject({ customer_uid });
      expect(await client().deleteCustomer(customer_uid)).toBe(true);
    }
  });
});

const day = 24 * 60 * 60_000;
// The same moment in each call, as in a shop that keeps when a charge falls due.
const today = Math.floor(Date.now() / 1000) * 1000;
const inDays = (days: number) => new Date(today + days * day);
const scheduled = (months: number[]): ScheduleRequest => ({
  customer_uid: "card-1",
  schedules: months.map((month) => ({
    merchant_uid: `month-${month}`,
    schedule_at: inDays(30 * month),
    amount: 9900,
    name: "월 구독",
  })),
});

describe("scheduled charges", () => {
  it("are registered, read, and called off", async () => {
    const { client } = await withCard();
    const { scheduleCharges, getSchedules, unscheduleCharges } = client();
    const registered = await scheduleCharges(scheduled([1, 2, 5]));
    expect(registered.map(({ merchant_uid }) => merchant_uid)).toEqual(["month-1", "month-2", "month-5"]);
    const orders = async (request: Parameters<typeof getSchedules>[0]) =>
      (await getSchedules(request)).map(({ merchant_uid }) => merchant_uid);
    expect(await orders({ customer_uid: "card-1" })).toEqual(["month-1", "month-2"]);
    expect(await orders({ customer_uid: "card-1", to: inDays(200) })).toEqual([
      "month-1",
      "month-2",
      "month-5",
    ]);
    expect(await orders({ from: inDays(31), to: inDays(200) })).toEqual(["month-2", "month-5"]);
    expect(await orders({ customer_uid: "card-2" })).toEqual([]);
    const off = await unscheduleCharges({ merchant_uid: ["month-2"] });
    expect(off).toMatchObject([{ merchant_uid: "month-2", schedule_status: "revoked" }]);
    expect(await orders({ status: "scheduled", to: inDays(200) })).toEqual(["month-1", "month-5"]);
    expect(await orders({ status: "revoked" })).toEqual(["month-2"]);
    await unscheduleCharges({ customer_uid: "card-1" });
    expect(await orders({ status: "scheduled", to: inDays(200) })).toEqual([]);
  });

  it("of more than a page are read to the end", async () => {
    const { client } = await withCard();
    const months = Array.from({ length: 250 }, (_, index) => index + 1);
    const { schedules } = scheduled(months);
    const soon = schedules.map((one, index) => ({ ...one, schedule_at: inDays(1 + (index % 80)) }));
    await client().scheduleCharges({ customer_uid: "card-1", schedules: soon });
    const found = await client().getSchedules({ customer_uid: "card-1" });
    expect(new Set(found.map(({ merchant_uid }) => merchant_uid)).size).toBe(250);
    expect(found.map(({ schedule_at }) => schedule_at)).toEqual(
      found.map(({ schedule_at }) => schedule_at).sort((one, other) => one - other),
    );
  });

  /** PortOne's schedules as its own clients read them: `{ list, next, … }`, or as its reference has them: bare. */
  const shapes = {
    bare: (list: unknown[]) => list,
    paged: (list: unknown[], place: object) => ({ ...place, list }),
  };

  /** A PortOne that has so many schedules, and gives its own number of them on a page. */
  function scheduling(count: number, shape: keyof typeof shapes, { ignoresPage = false } = {}) {
    const all = Array.from({ length: count }, (_, index) => ({
      merchant_uid: `month-${index}`,
      schedule_at: count - index,
    }));
    const asked: number[] = [];
    const client = createIamportClient({
      impKey: "key-of-the-shop",
      impSecret: "secret-of-the-shop",
      retries: 0,
      fetch: async (url) => {
        const { pathname, searchParams } = new URL(url);
        const answer = (response: unknown) => Response.json({ code: 0, message: null, response });
        if (pathname === "/users/getToken")
          return answer({ access_token: "token-1", now: 1, expired_at: 1801 });
        const page = ignoresPage ? 1 : Number(searchParams.get("page"));
        asked.push(page);
        const last = Math.max(1, Math.ceil(count / 20));
        if (page > last) return Response.json({ code: -1, message: "page" }, { status: 400 });
        const place = { total: count, previous: page - 1, next: page < last ? page + 1 : 0 };
        return answer(shapes[shape](all.slice((page - 1) * 20, page * 20), place));
      },
    });
    return { client, asked };
  }

  it.each<[keyof typeof shapes, number, number]>([
    ["bare", 0, 1],
    ["bare", 45, 3],
    ["bare", 40, 3],
    ["paged", 0, 1],
    ["paged", 45, 3],
    ["paged", 40, 2],
  ])("come on pages of PortOne's own size (%s, %i), and none is left out", async (shape, count, pages) => {
    for (const customer_uid of [undefined, "card-1"]) {
      const { client, asked } = scheduling(count, shape);
      expect(await client.getSchedules({ customer_uid })).toHaveLength(count);
      expect(asked).toHaveLength(pages);
    }
  });

  it("of a PortOne that knows nothing of pages come once, and an end", async () => {
    const { client, asked } = scheduling(20, "bare", { ignoresPage: true });
    expect(await client.getSchedules({ customer_uid: "card-1" })).toHaveLength(20);
    expect(asked).toHaveLength(2);
  });

  it("that were shifted by a page meanwhile are read to the end all the same", async () => {
    const pages = [["month-1"], ["month-1"], ["month-2"]];
    const client = createIamportClient({
      impKey: "key-of-the-shop",
      impSecret: "secret-of-the-shop",
      fetch: async (url) => {
        const page = Number(new URL(url).searchParams.get("page"));
        const list = pages[page - 1]?.map((merchant_uid) => ({ merchant_uid, schedule_at: page }));
        const token = { access_token: "token-1", now: 1, expired_at: 1801 };
        const response = list ? { list, next: page < pages.length ? page + 1 : 0 } : token;
        return Response.json({ code: 0, message: null, response });
      },
    });
    const schedules = await client.getSchedules();
    expect(schedules.map(({ merchant_uid }) => merchant_uid)).toEqual(["month-1", "month-2"]);
  });

  it("are registered once, whatever answer is lost, and what is missing is added", async () => {
    const { client, lose } = await withCard();
    lose("POST /subscribe/payments/schedule", "reset");
    expect(await client().scheduleCharges(scheduled([1, 2]))).toHaveLength(2);
    expect(await client().scheduleCharges(scheduled([1, 2]))).toHaveLength(2);
    const added = await client().scheduleCharges(scheduled([2, 3]));
    expect(added.map(({ merchant_uid }) => merchant_uid)).toEqual(["month-2", "month-3"]);
    expect(await client().getSchedules({ to: inDays(200) })).toHaveLength(3);
  });

  it("aren't said to be unregistered by the refusal of a second, while PortOne may be at the first", async () => {
    const { client, fetch } = await withFetch();
    let asked = 0;
    const registering = client({
      fetch: async (url, init) => {
        if (!url.endsWith("/schedule") || init.method !== "POST") return fetch(url, init);
        if (asked++ === 0) throw connectionReset();
        return Response.json({ code: -1, message: "처리 중입니다." }, { status: 400 });
      },
    }).scheduleCharges(scheduled([1]));
    await expect(registering).rejects.toMatchObject({ retryable: true, mayHaveArrived: true });
    expect(asked).toBe(2);
  });

  it("that are there with another amount, time or key, or were called off, stay as they are", async () => {
    const { client, register } = await withCard();
    await register("card-2");
    await client().scheduleCharges(scheduled([1]));
    const [one] = scheduled([1]).schedules;
    const changed = (change: object) => [{ ...one, ...change }] as ScheduleRequest["schedules"];
    for (const request of [
      { customer_uid: "card-1", schedules: changed({ amount: 100 }) },
      { customer_uid: "card-1", schedules: changed({ schedule_at: inDays(31) }) },
      { customer_uid: "card-2", schedules: changed({}) },
    ]) {
      await expect(client().scheduleCharges(request)).rejects.toMatchObject({ retryable: false });
    }
    await client().unscheduleCharges({ merchant_uid: ["month-1"] });
    await expect(client().scheduleCharges(scheduled([1]))).rejects.toThrow("month-1");
    expect(await client().getSchedules({ to: inDays(200) })).toMatchObject([{ amount: 9900 }]);
  });

  it("can be called off again, whatever answer is lost", async () => {
    const { client, lose } = await withCard();
    await client().scheduleCharges(scheduled([1, 2]));
    lose("POST /subscribe/payments/unschedule", "reset");
    const off = () => client().unscheduleCharges({ customer_uid: "card-1", merchant_uid: ["month-1"] });
    expect(await off()).toMatchObject([{ merchant_uid: "month-1", schedule_status: "revoked" }]);
    expect(await off()).toMatchObject([{ merchant_uid: "month-1", schedule_status: "revoked" }]);
    lose("POST /subscribe/payments/unschedule", "reset");
    await client().unscheduleCharges({ customer_uid: "card-1" });
    expect(await client().unscheduleCharges({ customer_uid: "card-1" })).toEqual([]);
    expect(await client().getSchedules({ status: "scheduled" })).toEqual([]);
  });

  it.each<[string, unknown]>([
    ["an empty list", { customer_uid: "card-1", merchant_uid: [] }],
    ["a list that is undefined", { customer_uid: "card-1", merchant_uid: undefined }],
    ["an order without an ID", { customer_uid: "card-1", merchant_uid: [""] }],
    ["nothing", {}],
  ])("are not all called off by %s", async (_, request) => {
    const { client, asked } = await withCard();
    await client().scheduleCharges(scheduled([1]));
    asked.length = 0;
    await expect(client().unscheduleCharges(request as UnscheduleRequest)).rejects.toThrow(
      "unscheduleCharges",
    );
    expect(asked).toEqual([]);
    expect(await client().getSchedules({ status: "scheduled" })).toHaveLength(1);
  });

  it("that are unknown, or were tried, can't be called off, and PortOne says so", async () => {
    const { client, advance } = await withCard();
    await client().scheduleCharges(scheduled([1]));
    await advance(31 * day);
    for (const order of ["month-1", "month-9"]) {
      const off = client().unscheduleCharges({ merchant_uid: [order] });
      await expect(off).rejects.toThrow("취소할 예약결제 기록이 존재하지 않습니다");
    }
  });

  it.each<[string, unknown, string]>([
    ["in milliseconds", Date.now() + day, "schedule_at"],
    ["at no time", undefined, "schedule_at"],
    ["at a time that is none", new Date("soon"), "schedule_at"],
  ])("%s are refused before anything is sent", async (_, schedule_at, named) => {
    const { client, asked } = await withCard();
    const schedules = [{ ...charge, schedule_at: schedule_at as Date }];
    const scheduling = client().scheduleCharges({ customer_uid: "card-1", schedules });
    await expect(scheduling).rejects.toThrow(named);
    expect(asked).toEqual([]);
  });

  it("that would pay one order twice are refused before anything is sent", async () => {
    const { client, asked } = await withCard();
    await expect(client().scheduleCharges(scheduled([1, 1]))).rejects.toThrow("month-1");
    await expect(client().scheduleCharges(scheduled([]))).rejects.toThrow("at least one");
    expect(asked).toEqual([]);
  });
});

describe("the webhook of a scheduled charge", () => {
  it("goes through the same handler, paid and failed, as does the registering one of amount 0", async () => {
    const settled: SettledPayment[] = [];
    const forged: unknown[] = [];
    let handle: ReturnType<typeof toNodeHandler> = async () => undefined;
    const shop = await listening((request, response) => void handle(request, response));
    const portone = await withCard({ webhookUrl: `${shop}/webhook` });
    const { webhook } = createPaymentHandlers({
      client: portone.client(),
      findOrder: (merchant_uid) => ({ amount: merchant_uid.startsWith("month-") ? 9900 : 0 }),
      onVerified: (payment) => settled.push(payment),
      onForged: (payment) => forged.push(payment),
    });
    handle = toNodeHandler(webhook);
    await portone.register("card-2");
    const registered = { status: "paid", payment: { amount: 0, customer_uid: "card-2" } };
    await vi.waitFor(() => expect(settled.at(-1)).toMatchObject(registered));
    await portone.client().scheduleCharges(scheduled([1, 2]));
    await portone.faults({ kind: "webhookTwice" });
    await portone.advance(31 * day);
    const stateOf = (merchant_uid: string) =>
      new Set(
        settled
          .filter(({ payment }) => payment.merchant_uid === merchant_uid)
          .map(({ status, payment }) => `${status} ${payment.imp_uid} ${payment.customer_uid_usage}`),
      );
    const charged = () => settled.filter(({ payment }) => payment.amount > 0);
    await vi.waitFor(() => expect(charged()).toHaveLength(2));
    const [{ imp_uid } = { imp_uid: "" }] = await portone.paymentsOf("month-1");
    expect([...stateOf("month-1")]).toEqual([`paid ${imp_uid} payment.scheduled`]);

    // Without its key the next one fails, of which PortOne tells as well.
    await portone.client().deleteCustomer("card-1");
    await portone.advance(31 * day);
    await vi.waitFor(() => expect(stateOf("month-2").size).toBe(1));
    expect([...stateOf("month-2")][0]).toMatch(/^failed /);
    expect(forged).toEqual([]);
    expect(await portone.statusesOf("month-1")).toEqual(["paid"]);
  });

  it("of an amount that isn't the order's is forged", async () => {
    const forged: string[] = [];
    let handle: ReturnType<typeof toNodeHandler> = async () => undefined;
    const shop = await listening((request, response) => void handle(request, response));
    const portone = await withCard({ webhookUrl: `${shop}/webhook` });
    const { webhook } = createPaymentHandlers({
      client: portone.client(),
      findOrder: () => ({ amount: 19900 }),
      onVerified: () => undefined,
      onForged: ({ reason, payment }) => {
        // The card's registration tells of itself, too.
        if (payment?.merchant_uid === "month-1") forged.push(reason);
      },
    });
    handle = toNodeHandler(webhook);
    await portone.client().scheduleCharges(scheduled([1]));
    await portone.advance(31 * day);
    await vi.waitFor(() => expect(forged).toEqual(["amount"]));
  });

  it("a charge by hand and a scheduled one of the same order charge once between them", async () => {
    const portone = await withCard();
    await portone.client().scheduleCharges(scheduled([1]));
    const { imp_uid } = await portone.client().chargeBillingKey(charge);
    await portone.advance(31 * day);
    const payments = await portone.paymentsOf("month-1");
    expect(payments.filter(({ status }) => status === "paid")).toMatchObject([{ imp_uid }]);
    expect(payments.map(({ status }) => status)).toEqual(expect.arrayContaining(["failed"]));
  });
});

async function withFetch() {
  const portone = await withCard();
  return { ...portone, fetch: (url: string, init: RequestInit) => fetch(url, init) };
}

/** A card by its number: a sandbox that declines every window would issue no key. */
async function registerByApi(url: string) {
  const post = async (path: string, body: object, authorization = "") => {
    const headers = { "content-type": "application/json", authorization };
    const answer = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
    return (await answer.json()).response;
  };
  const { access_token } = await post("/users/getToken", { imp_key: "imp_apikey", imp_secret: "imp_secret" });
  const card = { card_number: "4092-0230-1234-1234", expiry: "2039-03", birth: "900101", pwd_2digit: "00" };
  await post("/subscribe/customers/card-1", card, access_token);
}
