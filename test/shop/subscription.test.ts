import { describe, expect, it, vi } from "vitest";
import { payAt } from "../server/customer.ts";
import { openShop, postJson } from "./open-shop.ts";

const day = 24 * 60 * 60_000;

/** The demo shop, and a customer with their browser. */
async function openSubscription(options: Parameters<typeof openShop>[0] = {}) {
  const shop = await openShop(options);
  let cookie = "";
  const post = async (path: string, body: unknown) =>
    (await postJson(`${shop.sandboxUrl}${path}`, body)).body;
  const page = async (path = "/subscription?lang=ko", who = cookie) =>
    (await fetch(shop.url + path, { headers: { cookie: who } })).text();
  return {
    ...shop,
    post,
    page,
    /** The customer's browser, up to the window: what it is told to ask for. */
    begin: async () => {
      const made = await postJson(`${shop.url}/subscription`, {}, "POST", cookie);
      cookie = made.cookie;
      return made.body as { customer_uid: string; merchant_uid: string; amount: number };
    },
    /** The window, and the browser's report. */
    register: async (order: object, decision = "approve") => {
      const imp_uid = await payAt(post, { ...order, pay_method: "card" }, decision);
      const { merchant_uid } = order as { merchant_uid: string };
      return (await postJson(`${shop.url}/payments/complete`, { imp_uid, merchant_uid }, "POST", cookie))
        .body;
    },
    /** Presses one of the page's buttons; what the page says then. */
    press: async (what: string, month: number | string = 0) => {
      const pressed = await fetch(`${shop.url}/subscription/do/${what}?lang=ko`, {
        method: "POST",
        body: new URLSearchParams({ month: String(month) }),
        headers: { cookie },
        redirect: "manual",
      });
      expect(pressed.status).toBe(303);
      return new URL(pressed.headers.get("location") ?? "", shop.url).searchParams.get("said");
    },
    /** How often PortOne was asked for a charge. */
    askedToCharge: async () => {
      const log: { event: string; method?: string; path?: string }[] = await (
        await fetch(`${shop.sandboxUrl}/sandbox/log`)
      ).json();
      return log.filter(
        ({ event, method, path }) =>
          event === "call" && method === "POST" && path === "/subscribe/payments/again",
      ).length;
    },
    charged: async (merchant_uid: string) =>
      (await shop.client.findPayments(merchant_uid)).filter(({ paid_at }) => paid_at).length,
    advance: (days: number) => post("/sandbox/time", { ms: days * day }),
  };
}

describe("a subscription", () => {
  it("registers a card with the first month's payment, and pays another month with it, once however often it is pressed", async () => {
    const shop = await openSubscription();
    expect(await shop.page()).toContain("카드 등록하고 첫 달 결제하기");
    const order = await shop.begin();
    expect(order.amount).toBe(9900);
    expect(await shop.register(order)).toMatchObject({ status: "success" });
    expect(await shop.page()).toContain("한 달 더 결제하기");
    const said = await Promise.all([shop.press("pay", 1), shop.press("pay", 1)]);
    expect(said).toContain("paid");
    expect(await shop.press("pay", 1)).toBe("paid");
    const second = `${order.customer_uid}-1`;
    expect(await shop.charged(second)).toBe(1);
    expect(await shop.state(second)).toBe("paid");
    expect(await shop.parcels(second)).toBe(1);
    expect((await shop.page()).match(/결제 완료/g)).toHaveLength(2);
  });

  it("isn't there after a payment that was declined, and nobody else's to see or to charge", async () => {
    const shop = await openSubscription();
    const order = await shop.begin();
    expect(await shop.register(order, "decline")).toMatchObject({ status: "failed" });
    expect(await shop.press("pay", 1)).toBe("nothing");
    expect(await shop.charged(`${order.customer_uid}-1`)).toBe(0);
    expect(await shop.page("/subscription?lang=ko", "")).toContain("카드 등록하고");
    const stranger = await fetch(`${shop.url}/subscription/do/pay`, {
      method: "POST",
      body: new URLSearchParams({ month: "1" }),
      redirect: "manual",
    });
    expect(stranger.headers.get("location")).toContain("said=nothing");
  });

  it("is one, though two tabs have begun one each: the one that was paid", async () => {
    const shop = await openSubscription();
    const [one] = [await shop.begin(), await shop.begin()];
    await shop.register(one);
    expect(await shop.page()).toContain("한 달 더 결제하기");
    expect(await shop.press("pay", 1)).toBe("paid");
    expect(await shop.charged(`${one?.customer_uid}-1`)).toBe(1);
  });

  it("has its next months charged by PortOne, whose webhooks pay their orders", async () => {
    const shop = await openSubscription();
    const order = await shop.begin();
    await shop.register(order);
    expect(await shop.press("schedule", 1)).toBe("scheduled");
    expect(await shop.press("schedule", 1)).toBe("scheduled");
    expect((await shop.page()).match(/예약됨/g)).toHaveLength(3);
    await shop.advance(32);
    await vi.waitFor(async () => expect(await shop.state(`${order.customer_uid}-1`)).toBe("paid"));
    expect(await shop.charged(`${order.customer_uid}-1`)).toBe(1);
    expect(await shop.state(`${order.customer_uid}-2`)).toBe("new");
  });

  it("is stopped: nothing more is charged, and the card is gone", async () => {
    const shop = await openSubscription();
    const order = await shop.begin();
    await shop.register(order);
    await shop.press("schedule", 1);
    expect(await shop.press("stop")).toBe("stopped");
    await shop.advance(120);
    for (const month of [1, 2, 3]) expect(await shop.charged(`${order.customer_uid}-${month}`)).toBe(0);
    await expect(shop.client.getCustomer(order.customer_uid)).rejects.toMatchObject({ status: 404 });
    expect(await shop.page()).toContain("다시 구독하기");
    expect(await shop.press("pay", 1)).toBe("nothing");
  });

  it("whose charge can't be asked for is told so, and a later press charges it, once", async () => {
    const shop = await openSubscription();
    const order = await shop.begin();
    await shop.register(order);
    await shop.faults({ kind: "error", path: "/payments/findAll", times: 100 });
    expect(await shop.press("pay", 1)).toBe("unknown");
    expect(shop.errors[0]).toMatchObject({ name: "IamportApiError", retryable: true });
    await shop.faults();
    // For a while PortOne may still be at it.
    expect(await shop.press("pay", 1)).toBe("unknown");
    expect(await shop.askedToCharge()).toBe(0);
    await shop.db.query("update subscription_months set charging_until = now() - interval '1 second'");
    expect(await shop.press("pay", 1)).toBe("paid");
    expect(await shop.charged(`${order.customer_uid}-1`)).toBe(1);
  });

  it("pressed again while the first charge is under way sends no second one, and says what came of it once it is known", async () => {
    const shop = await openSubscription();
    const order = await shop.begin();
    await shop.register(order);
    // Two charges at once would both find that nothing is paid.
    await shop.faults({ kind: "slow", path: "/payments/findAll", times: 2, ms: 3_000 });
    const first = shop.press("pay", 1);
    await vi.waitFor(async () => {
      const { rows } = await shop.db.query(
        "select from orders where merchant_uid = $1 and begun_at is not null",
        [`${order.customer_uid}-1`],
      );
      expect(rows).toHaveLength(1);
    });
    expect(await shop.press("pay", 1)).toBe("unknown");
    const meanwhile = await shop.page("/subscription?lang=ko&said=unknown");
    expect(meanwhile).toContain("결제 여부를 확인하고 있습니다");
    const [, next = ""] = /http-equiv="refresh" content="5; url=([^"]+)"/.exec(meanwhile) ?? [];
    expect(await first).toBe("paid");
    expect(await shop.askedToCharge()).toBe(1);
    const told = await shop.page(next.replace(/&amp;/g, "&"));
    expect(told).toContain("결제되었습니다.");
    expect(told).not.toContain("http-equiv");
  });

  it("that PortOne has refused to charge can be charged by the next press", async () => {
    const shop = await openSubscription();
    const order = await shop.begin();
    await shop.register(order);
    await shop.faults({ kind: "error", path: "/subscribe/payments/again", status: 400 });
    expect(await shop.press("pay", 1)).toBe("refused");
    expect(await shop.press("pay", 1)).toBe("paid");
    expect(await shop.charged(`${order.customer_uid}-1`)).toBe(1);
  });

  it.each(["0", "-1", "1.5", "x", "99999999", ""])("has no month %j", async (month) => {
    const shop = await openSubscription();
    const order = await shop.begin();
    await shop.register(order);
    expect(await shop.press("pay", month)).toBe("nothing");
    expect(await shop.press("schedule", month)).toBe("nothing");
  });
});

it("an address alone says of no subscription that it was paid, declined or stopped", async () => {
  const shop = await openSubscription();
  await shop.register(await shop.begin());
  await shop.db.query("update payments set paid_at = now() - interval '1 hour'");
  for (const said of ["paid", "declined", "scheduled", "stopped", "__proto__", "<b>"]) {
    for (const who of [undefined, ""]) {
      expect(await shop.page(`/subscription?lang=ko&said=${encodeURIComponent(said)}`, who)).not.toContain(
        "notice",
      );
    }
  }
});

it("a subscription whose first month was given back can still be stopped: what is scheduled would be charged", async () => {
  const shop = await openSubscription();
  const order = await shop.begin();
  await shop.register(order);
  await shop.press("schedule", 1);
  await shop.client.cancelPayment({ merchant_uid: order.merchant_uid, enable_webhook: true });
  await vi.waitFor(async () => expect(await shop.state(order.merchant_uid)).toBe("cancelled"));
  expect(await shop.page()).toContain("구독 중지");
  expect(await shop.press("stop")).toBe("stopped");
  await shop.advance(120);
  for (const month of [1, 2, 3]) expect(await shop.charged(`${order.customer_uid}-${month}`)).toBe(0);
});

it("a stop that was cut off halfway is finished by the next one, and no month is left that seems to come", async () => {
  const shop = await openSubscription();
  const order = await shop.begin();
  await shop.register(order);
  await shop.press("schedule", 1);
  // As far as PortOne, and no further.
  await shop.client.unscheduleCharges({ customer_uid: order.customer_uid });
  await shop.client.deleteCustomer(order.customer_uid);
  expect(await shop.press("stop")).toBe("stopped");
  expect(await shop.page()).not.toContain("예약됨");
});

it("a phone that comes back with a made-up answer is told nothing of a payment", async () => {
  const shop = await openSubscription();
  await shop.begin();
  const landed = await fetch(
    `${shop.url}/subscription/landed?lang=ko&imp_uid=imp_1&merchant_uid=x&imp_success=true`,
    {
      redirect: "manual",
    },
  );
  expect(landed.headers.get("location")).toBe("/subscription?lang=ko&said=nothing");
});

it("months of which nobody heard that PortOne charges them aren't called scheduled, and are the same ones when asked again", async () => {
  const shop = await openSubscription();
  const order = await shop.begin();
  await shop.register(order);
  await shop.faults({ kind: "error", path: "/subscribe/payments/schedule", times: 100 });
  expect(await shop.press("schedule", 1)).toBe("unknown");
  const page = await shop.page();
  expect(page).not.toContain("예약됨");
  expect(page.match(/확인 중/g)).toHaveLength(3);
  // As it would be on another day: due when they were first said to be.
  await shop.db.query("update subscription_months set due_at = due_at - interval '1 day' where month > 0");
  await shop.faults();
  const [, month = ""] =
    /do\/schedule[^>]*>\s*<input type="hidden" name="month" value="(\d+)"/.exec(page) ?? [];
  expect(month).toBe("1");
  expect(await shop.press("schedule", month)).toBe("scheduled");
  expect((await shop.page()).match(/예약됨/g)).toHaveLength(3);
  const { rows } = await shop.db.query("select due_at from subscription_months where month = 1");
  const [first] = await shop.client.getSchedules({ customer_uid: order.customer_uid });
  expect(first?.schedule_at).toBe(Math.floor(rows[0]?.due_at.getTime() / 1000));
});
