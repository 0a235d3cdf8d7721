import { expect, it } from "vitest";
import { openShop, postJson } from "./open-shop.ts";

const silent = { sandbox: { webhookUrl: undefined }, deskPassword: "correct horse" };

type Shop = Awaited<ReturnType<typeof openShop>>;

/** Sends a form as a browser does that has the cookie. */
async function submit(
  shop: Shop,
  path: string,
  fields: Record<string, string>,
  cookie = "",
  origin = shop.url,
) {
  const answer = await fetch(`${shop.url}/desk${path}`, {
    method: "POST",
    headers: { cookie, origin },
    body: new URLSearchParams(fields),
    redirect: "manual",
  });
  return {
    status: answer.status,
    location: answer.headers.get("location") ?? "",
    cookie: answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(";")[0])
      .join("; "),
  };
}

async function enter(shop: Shop) {
  const { cookie } = await submit(shop, "/open", { password: "correct horse" });
  const look = async (query = "", language = "en") =>
    (await fetch(`${shop.url}/desk?lang=${language}${query}`, { headers: { cookie } })).text();
  const token = /name="token" value="([^"]+)"/.exec(await look())?.[1] ?? "";
  return { cookie, token, look };
}

async function paidTwice(shop: Shop) {
  const merchant_uid = await shop.order();
  const windows = [
    `${await shop.pay({ merchant_uid }, null)}`,
    `${await shop.pay({ merchant_uid }, null)}`,
  ] as const;
  for (const imp_uid of windows) {
    await postJson(`${shop.sandboxUrl}/gateway/${imp_uid}/answer`, { decision: "approve" });
    await shop.complete({ imp_uid, merchant_uid });
  }
  return { merchant_uid, windows };
}

it("nobody sees the desk without its password, and nobody guesses it", async () => {
  const shop = await openShop(silent);
  const { merchant_uid } = await paidTwice(shop);
  const shut = await fetch(`${shop.url}/desk`);
  expect(shut.status).toBe(401);
  expect(await shut.text()).not.toContain(merchant_uid);
  const guesses = [];
  for (let guess = 0; guess < 12; guess++)
    guesses.push((await submit(shop, "/open", { password: `${guess}` })).status);
  expect(guesses.slice(0, 10)).toEqual(Array(10).fill(403));
  expect(guesses.slice(10)).toEqual([429, 429]);
});

it("strangers who guess keep nobody out whose browser was at the desk before; and that browser guesses no more than they", async () => {
  const shop = await openShop(silent);
  const open = async (password: string, cookie = "") =>
    (await submit(shop, "/open", { password }, cookie)).status;
  const { cookie } = await submit(shop, "/open", { password: "correct horse" });
  // Hours later the session is over, and what the browser is known by is there.
  const known = cookie.replace(/shop_desk=[^;]*; /, "");
  expect((await fetch(`${shop.url}/desk`, { headers: { cookie: known } })).status).toBe(401);
  for (let guess = 0; guess < 10; guess++) await open(`${guess}`);
  const madeUp = known.replace(/\.[^;]*/, ".made-up");
  expect([await open("correct horse"), await open("correct horse", madeUp)]).toEqual([429, 429]);
  expect(await open("correct horse", known)).toBe(303);
  const guesses = [];
  for (let guess = 0; guess < 11; guess++) guesses.push(await open(`${guess}`, known));
  expect(guesses).toEqual([...Array(10).fill(403), 429]);
});

it("a customer who was charged twice is seen at the desk, and gets the second payment back; the order stays paid", async () => {
  const shop = await openShop(silent);
  const { merchant_uid } = await paidTwice(shop);
  const { cookie, token, look } = await enter(shop);
  const order = await shop.orders.find(merchant_uid);
  const before = await look();
  expect(before).toContain("paid twice");
  const [, duplicate = ""] = /id="give-back"[\s\S]*?<code>(imp_\d+)<\/code>/.exec(before) ?? [];
  expect(duplicate).not.toBe(order?.paidBy);
  const form = { token, imp_uid: duplicate, left: "64900", amount: "", reason: "twice", all: "1" };
  expect((await submit(shop, "/do/refund", form, cookie)).location).toContain("said=refunded");
  expect((await shop.client.getPayment(duplicate)).status).toBe("cancelled");
  expect(await shop.orders.find(merchant_uid)).toMatchObject({ state: "paid", paidBy: order?.paidBy });
  expect(await look()).not.toContain("paid twice");
});

it("the same refund sent twice, or by two clerks, is given once; and the second one hears so", async () => {
  const shop = await openShop(silent);
  const merchant_uid = await shop.order();
  const imp_uid = `${await shop.pay({ merchant_uid })}`;
  await shop.complete({ imp_uid, merchant_uid });
  const { cookie, token } = await enter(shop);
  const form = { token, imp_uid, left: "64900", amount: "10,000", reason: "" };
  const said = await Promise.all([
    submit(shop, "/do/refund", form, cookie),
    submit(shop, "/do/refund", form, cookie),
  ]);
  const outcomes = said.map(({ location }) => new URL(location, shop.url).searchParams.get("said"));
  expect(outcomes.sort()).toEqual(["refundRefused", "refunded"]);
  expect((await shop.client.getPayment(imp_uid)).cancel_amount).toBe(10_000);
  expect(await shop.orders.find(merchant_uid)).toMatchObject({ state: "paid", cancelled: "10000" });
});

it("PortOne's words for a refusal stand on the next page, once, and in no address", async () => {
  const shop = await openShop(silent);
  const merchant_uid = await shop.order();
  const imp_uid = `${await shop.pay({ merchant_uid })}`;
  await shop.complete({ imp_uid, merchant_uid });
  const { cookie, token } = await enter(shop);
  const words = "요청을 처리하지 못했습니다. 잠시 후 다시 시도해 주세요.";
  await shop.faults({ kind: "error", path: "/payments/cancel", status: 400 });
  const refused = await submit(shop, "/do/refund", { token, imp_uid, left: "64900", amount: "1" }, cookie);
  expect(refused.location).toBe("/desk?lang=ko&said=refundRefused");
  const look = async (cookies: string) => {
    const answer = await fetch(shop.url + refused.location, { headers: { cookie: cookies } });
    return { text: await answer.text(), setCookie: answer.headers.get("set-cookie") };
  };
  const next = await look(`${cookie}; ${refused.cookie}`);
  expect(next.text).toContain(words);
  expect(next.setCookie).toMatch(/^shop_desk_detail=; .*Max-Age=0/);
  expect((await look(cookie)).text).not.toContain(words);
  // Nor does anybody's link say it.
  const link = await fetch(`${shop.url}/desk?said=refundRefused&detail=call+this+number`, {
    headers: { cookie },
  });
  expect(await link.text()).not.toContain("call this number");
});

it.each(["", "0", "-1", "NaN", "64901", "1e3", "abc"])(
  "an amount of %j gives nothing back",
  async (amount) => {
    const shop = await openShop(silent);
    const merchant_uid = await shop.order();
    const imp_uid = `${await shop.pay({ merchant_uid })}`;
    await shop.complete({ imp_uid, merchant_uid });
    const { cookie, token } = await enter(shop);
    const { location } = await submit(shop, "/do/refund", { token, imp_uid, left: "64900", amount }, cookie);
    expect(location).toContain("said=wrongAmount");
    expect((await shop.client.getPayment(imp_uid)).cancel_amount).toBe(0);
  },
);

it("another site's form changes nothing, though the operator's browser is at the desk", async () => {
  const shop = await openShop(silent);
  const merchant_uid = await shop.order();
  const imp_uid = `${await shop.pay({ merchant_uid })}`;
  await shop.complete({ imp_uid, merchant_uid });
  const { cookie, token } = await enter(shop);
  const form = { imp_uid, left: "64900", amount: "", all: "1" };
  for (const answer of [
    await submit(shop, "/do/refund", { ...form, token: "" }, cookie),
    await submit(shop, "/do/refund", { ...form, token: `${token}x` }, cookie),
    await submit(shop, "/do/refund", { ...form, token }, cookie, "https://evil.example"),
  ]) {
    expect(answer.status).toBe(403);
  }
  expect((await shop.client.getPayment(imp_uid)).status).toBe("paid");
});

it("forged reports, payments of no order and of another sum stand at the desk; a held parcel goes when the operator says so", async () => {
  const shop = await openShop(silent);
  const cheap = await shop.orders.create({ amount: "64900", currency: "KRW" });
  const paid100 = await shop.pay({ merchant_uid: cheap, amount: 100 });
  await shop.webhook({ imp_uid: paid100, merchant_uid: cheap });
  await shop.webhook({ imp_uid: "imp_made_up", merchant_uid: cheap });
  await shop.pay({ merchant_uid: "another-system-1" });
  const held = await shop.order();
  const imp_uid = `${await shop.pay({ merchant_uid: held })}`;
  await shop.client.cancelPayment({ imp_uid, amount: 1 });
  await shop.round();
  const { cookie, token, look } = await enter(shop);
  const page = await look();
  for (const said of ["another amount", "of no order", "imp_made_up", "Held back"])
    expect(page).toContain(said);
  expect(await shop.parcels(held)).toBe(0);
  await submit(shop, "/do/send", { token, merchant_uid: held }, cookie);
  expect(await shop.parcels(held)).toBe(1);
});

it("who pays again after all was given back is not left without a word: the order is held, and a person decides", async () => {
  const shop = await openShop(silent);
  const merchant_uid = await shop.order();
  const account = `${await shop.pay({ merchant_uid, pay_method: "vbank" })}`;
  await shop.complete({ imp_uid: account, merchant_uid });
  const card = `${await shop.pay({ merchant_uid })}`;
  await shop.complete({ imp_uid: card, merchant_uid });
  expect([await shop.state(merchant_uid), await shop.parcels(merchant_uid)]).toEqual(["paid", 1]);

  await shop.client.cancelPayment({ imp_uid: card });
  await shop.webhook({ imp_uid: card, merchant_uid, status: "cancelled" });
  // The account still takes the deposit.
  expect(await shop.state(merchant_uid)).toBe("waiting");
  await shop.deposit(account);
  await shop.webhook({ imp_uid: account, merchant_uid });
  expect(await shop.state(merchant_uid)).toBe("paid");
  expect((await shop.orders.find(merchant_uid))?.sent).toBe(false);

  const { cookie, token, look } = await enter(shop);
  const heldIn = (page: string) => /id="held">([\s\S]*?)<\/section>/.exec(page)?.[1] ?? "";
  expect(heldIn(await look())).toContain(merchant_uid);
  await submit(shop, "/do/send", { token, merchant_uid }, cookie);
  expect((await shop.orders.find(merchant_uid))?.sent).toBe(true);
  expect(heldIn(await look())).toBe("");
});

it("a second payment that is given back leaves the parcel of the first one on its way", async () => {
  const shop = await openShop(silent);
  const { merchant_uid, windows } = await paidTwice(shop);
  await shop.client.cancelPayment({ imp_uid: windows[0] });
  await shop.webhook({ imp_uid: windows[0], merchant_uid, status: "cancelled" });
  expect(await shop.orders.find(merchant_uid)).toMatchObject({ state: "paid", sent: true });
});

it("a deposit goes back to the customer's account, whose bank is chosen from a list", async () => {
  const shop = await openShop(silent);
  const merchant_uid = await shop.order();
  const imp_uid = await shop.pay({ merchant_uid, pay_method: "vbank" });
  await shop.deposit(imp_uid);
  await shop.complete({ imp_uid, merchant_uid });
  const { cookie, token, look } = await enter(shop);
  const [, code = ""] = /<option value="(\d+)">카카오뱅크<\/option>/.exec(await look()) ?? [];
  expect(code).toBe("090");
  const form = {
    token,
    imp_uid,
    left: "64900",
    amount: "900",
    refund_holder: "홍길동",
    refund_account: "3333012345678",
  };
  const halfway = await submit(shop, "/do/refund", { ...form, refund_bank: "" }, cookie);
  expect(halfway.location).toContain("said=refundRefused");
  expect(halfway.location).not.toContain("3333012345678");
  expect((await shop.client.getPayment(imp_uid)).cancel_amount).toBe(0);
  const whole = await submit(shop, "/do/refund", { ...form, refund_bank: code }, cookie);
  expect(whole.location).toContain("said=refunded");
  expect((await shop.client.getPayment(imp_uid)).cancel_amount).toBe(900);
});

it.each(["PGlite", "PostgreSQL"] as const)(
  "however many payments of no order there are, who was charged twice stands before them, and the desk says how many more there are: %s",
  async (database) => {
    const shop = await openShop(silent, database);
    const { windows } = await paidTwice(shop);
    await shop.db.query(`insert into payments (imp_uid, merchant_uid, amount, currency, status, forged, paid_at, heard_at)
      select 'imp_stray' || n, 'another-system-' || n, 1000, 'KRW', 'paid', 'unknown_order', now(),
        now() + interval '1 minute' from generate_series(1, 120) n`);
    // A part was given back before the parcel went.
    await shop.db.query(`insert into orders (merchant_uid, amount, currency, settled)
      select 'order-held' || n, 1000, 'KRW', true from generate_series(1, 53) n`);
    await shop.db.query(`insert into payments (imp_uid, merchant_uid, amount, cancelled, currency, status, paid_at)
      select 'imp_held' || n, 'order-held' || n, 1000, 1, 'KRW', 'paid', now() from generate_series(1, 53) n`);
    const { look } = await enter(shop);
    const page = await look();
    const [, giveBack = "", held = ""] =
      /id="give-back">([\s\S]*?)<\/section>[\s\S]*?id="held">([\s\S]*?)<\/section>/.exec(page) ?? [];
    const [, first = ""] = /<code>(imp_\w+)<\/code>/.exec(giveBack) ?? [];
    expect(windows).toContain(first);
    expect(giveBack).toContain("and 21 more");
    expect(held).toContain("and 3 more");
    const inKorean = await look("", "ko");
    for (const rest of ["외 21건", "외 3건"]) expect(inKorean).toContain(rest);
  },
  120_000,
);
