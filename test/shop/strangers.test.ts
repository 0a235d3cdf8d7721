import { expect, it } from "vitest";
import { openShop } from "./open-shop.ts";

// What a stranger sends is the stranger's mistake: answered as such, and no error of the shop's, whose log and whose
// 503 mean that somebody has to look.

const odd = [
  ...["%00", "%FF", "%ED%A0%80", "a%0Ab", "%E2%80%AE", "__proto__", "..%2F..", "%", "x".repeat(5_000)],
];

const bodies = [
  ["application/json", "null"],
  ["application/json", "5"],
  ["application/json", "[1]"],
  ["application/json", '{"imp_uid":"\\u0000","merchant_uid":"\\u0000"}'],
  ["application/json", '{"imp_uid":{},"merchant_uid":[]}'],
  ["application/json", '{"imp_uid":"imp_1","merchant_uid":"\\ud800"}'],
  ["multipart/form-data", "x"],
  ["multipart/form-data; boundary=a", "--a\r\n"],
  [
    "application/x-www-form-urlencoded",
    "month=%00&token=%00&password=%00&imp_uid=%00&merchant_uid=%00&left=1",
  ],
  ["text/plain", "x"],
] as const;

async function openToStrangers() {
  const shop = await openShop({ sandbox: { webhookUrl: undefined }, deskPassword: "correct horse" });
  const made = await fetch(`${shop.url}/age-check`, { method: "POST" });
  const [cookie = ""] = (made.headers.get("set-cookie") ?? "").split(";");
  const failed: string[] = [];
  return {
    ...shop,
    cookie,
    failed,
    send: async (path: string, init: RequestInit = {}) => {
      const headers = { cookie, ...(init.headers as Record<string, string>) };
      const answer = await fetch(shop.url + path, { redirect: "manual", ...init, headers });
      if (answer.status >= 500) failed.push(`${init.method ?? "GET"} ${path.slice(0, 80)} ${init.body}`);
      return { status: answer.status, text: await answer.text() };
    },
  };
}

it("odd addresses", async () => {
  const shop = await openToStrangers();
  for (const text of odd) {
    for (const path of [
      `/${text}`,
      `/${text}.js`,
      `/orders/${text}`,
      `/complete?imp_uid=${text}&merchant_uid=${text}&imp_success=true`,
      `/age-check?said=${text}`,
      `/age-check/landed?imp_uid=${text}&merchant_uid=${text}&success=true`,
      `/subscription?said=${text}&lang=${text}`,
      `/subscription/landed?imp_uid=${text}&merchant_uid=${text}&imp_success=true`,
      `/desk?q=${text}`,
    ]) {
      await shop.send(path);
    }
    for (const path of [`/orders/${text}/begin`, `/subscription/do/${text}`]) {
      await shop.send(path, { method: "POST" });
    }
  }
  expect([shop.failed, shop.errors]).toEqual([[], []]);
});

it("odd bodies", async () => {
  const shop = await openToStrangers();
  for (const [type, body] of bodies) {
    for (const path of [
      ...["/orders", "/subscription", "/subscription/do/pay", "/age-check", "/age-check/complete"],
      ...["/payments/complete", "/payments/webhook", "/desk/open", "/desk/do/refund", "/desk/do/send"],
    ]) {
      await shop.send(path, { method: "POST", headers: { "content-type": type }, body });
    }
  }
  expect([shop.failed, shop.errors]).toEqual([[], []]);
});

it.each(["/age-check/complete", "/subscription/do/pay", "/desk/open"])(
  "a body that is too long is not read to its end: %s",
  async (path) => {
    const shop = await openToStrangers();
    const headers = { "content-type": "application/json" };
    const answer = await shop.send(path, { method: "POST", headers, body: "x".repeat(100_000) });
    expect([answer.status, shop.errors]).toEqual([413, []]);
  },
);

it("odd forms at the desk, by somebody who may sit there", async () => {
  const shop = await openToStrangers();
  const opened = await fetch(`${shop.url}/desk/open`, {
    method: "POST",
    body: new URLSearchParams({ password: "correct horse" }),
    redirect: "manual",
  });
  const [cookie = ""] = (opened.headers.get("set-cookie") ?? "").split(";");
  const [, token = ""] =
    /name="token" value="([^"]+)"/.exec((await shop.send("/desk", { headers: { cookie } })).text) ?? [];
  for (const text of ["\0", "imp_1", "\ud800", "x".repeat(3_000)]) {
    for (const path of ["/desk/do/refund", "/desk/do/send"]) {
      const body = new URLSearchParams({ token, imp_uid: text, merchant_uid: text, left: "1", amount: "1" });
      await shop.send(path, { method: "POST", headers: { cookie }, body });
    }
  }
  for (const origin of ["nonsense", "null", "https://elsewhere.example"]) {
    const body = new URLSearchParams({ token: "1" });
    const { status } = await shop.send("/desk/do/send", {
      method: "POST",
      headers: { cookie, origin },
      body,
    });
    expect(status).toBe(403);
  }
  expect([shop.failed, shop.errors]).toEqual([[], []]);
});
