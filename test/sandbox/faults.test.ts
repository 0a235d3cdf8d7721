import { afterEach, describe, expect, test, vi } from "vitest";
import { createSandbox, type Fault, type Sandbox, type SandboxOptions } from "../../src/sandbox/index.ts";
import { iPhone, testSandbox } from "./ask.ts";
import { merchantServer, webhookReceiver } from "./merchant.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function asking(fetch: (request: Request) => Promise<Response>, origin: string) {
  const ask = (method: string, body: string | null = null) =>
    fetch(new Request(`${origin}/sandbox/faults`, { method, body }));
  return {
    ask,
    faults: async (...faults: Fault[]) => (await ask("PUT", JSON.stringify(faults))).json(),
    left: async () => (await ask("GET")).json(),
  };
}

function shop(options: SandboxOptions = {}) {
  const sandbox = testSandbox(options);
  const origin = "https://api.iamport.kr";
  closers.push(() => sandbox.state.webhooks.stop());
  return {
    ...sandbox,
    ...merchantServer(sandbox.fetch),
    ...asking(sandbox.fetch, origin),
    token: () => sandbox.fetch(new Request(`${origin}/users/getToken`, { method: "POST" })),
  };
}

async function overSocket() {
  const sandbox: Sandbox = createSandbox();
  closers.push(() => sandbox.close());
  const url = await sandbox.listen();
  return { sandbox, ...merchantServer(fetch, url), ...asking(fetch, url) };
}

const order = "/payments/find/order-1";

describe("the list", () => {
  test("can be put, read and cleared, and each fault happens as often as it says", async () => {
    const { faults, left, ask, call } = shop();
    expect(await left()).toEqual([]);
    await faults({ kind: "drop", times: 9 });
    const list = await faults(
      { kind: "error", status: 503, path: "/payments", times: 2 },
      { kind: "rubbish", path: "/x" },
    );
    expect(list).toEqual([
      { kind: "error", status: 503, path: "/payments", times: 2 },
      { kind: "rubbish", path: "/x", times: 1 },
    ]);
    expect((await call("GET", order)).status).toBe(503);
    expect(await left()).toMatchObject([{ kind: "error", times: 1 }, { kind: "rubbish" }]);
    expect((await call("GET", order)).status).toBe(503);
    expect((await call("GET", order)).status).toBe(404);
    expect(await left()).toMatchObject([{ kind: "rubbish" }]);
    expect(await (await ask("DELETE")).json()).toEqual([]);
    expect(await left()).toEqual([]);
  });

  test("is worked off in order, one fault a call", async () => {
    const { faults, call } = shop();
    await call("GET", order);
    await faults({ kind: "error", status: 500 }, { kind: "error", status: 502 });
    expect((await call("GET", order)).status).toBe(500);
    expect((await call("GET", order)).status).toBe(502);
    expect((await call("GET", order)).status).toBe(404);
  });

  test.each([
    ["no JSON", "array"],
    ["{}", "array"],
    ["[null]", "[0]"],
    ['[{"kind":"slow"},{"kind":"rude"}]', "[1].kind"],
    ['[{"kind":"slow","path":"payments"}]', "[0].path"],
    ['[{"kind":"slow","path":1}]', "[0].path"],
    ['[{"kind":"slow","times":0}]', "[0].times"],
    ['[{"kind":"slow","times":-1}]', "[0].times"],
    ['[{"kind":"slow","times":1.5}]', "[0].times"],
    ['[{"kind":"slow","times":"2"}]', "[0].times"],
    ['[{"kind":"slow","ms":-1}]', "[0].ms"],
    ['[{"kind":"drop","ms":5}]', "[0].ms"],
    ['[{"kind":"error","status":200}]', "[0].status"],
    ['[{"kind":"drop","status":500}]', "[0].status"],
    ['[{"kind":"frameDrop","status":500}]', "[0].status"],
    ['[{"kind":"lostAnswer","ms":5}]', "[0].ms"],
    ['[{"kind":"drop","delay":5}]', "[0].delay"],
  ])("is refused when it is %s, and stays as it was", async (body, named) => {
    const { faults, ask, left } = shop();
    await faults({ kind: "rubbish" });
    const answer = await ask("PUT", body);
    expect(answer.status).toBe(400);
    expect((await answer.json()).error).toContain(named);
    expect(await left()).toEqual([{ kind: "rubbish", times: 1 }]);
  });
});

describe("a call", () => {
  test("error: the status asked for, else 500, in PortOne's envelope, and nothing was done", async () => {
    const { open, decide, faults, cancel, payment } = shop();
    const { impUid: imp_uid } = await open({});
    await decide(imp_uid, "approve");
    await payment(imp_uid);
    await faults({ kind: "error", path: "/payments/cancel" });
    expect(await cancel({ imp_uid })).toEqual({
      status: 500,
      code: 1,
      message: expect.any(String),
      response: null,
    });
    expect((await payment(imp_uid)).response.status).toBe("paid");
  });

  test("rubbish: a page where JSON was expected", async () => {
    const { faults, token } = shop();
    await faults({ kind: "rubbish" });
    const answer = await token();
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^text\/html/);
    expect(await answer.text()).toMatch(/^<!doctype html>/);
  });

  test("slow: the answer is late, and the one it would have been", async () => {
    const { faults, getToken } = shop();
    await faults({ kind: "slow", ms: 120 });
    const answer = getToken();
    const pause = new Promise((passed) => setTimeout(passed, 60, "nothing yet"));
    expect(await Promise.race([answer, pause])).toBe("nothing yet");
    expect((await answer).code).toBe(0);
  });

  test("slow: who gives up hears nothing any more", async () => {
    const sandbox = createSandbox();
    const { faults } = asking(sandbox.fetch, "https://api.iamport.kr");
    await faults({ kind: "slow", ms: 60_000 });
    const signal = AbortSignal.timeout(20);
    const request = new Request("https://api.iamport.kr/users/getToken", { method: "POST", signal });
    await expect(sandbox.fetch(request)).rejects.toMatchObject({ name: "TimeoutError" });
  });

  test("drop: rejected as fetch does, and the next one is answered", async () => {
    const { faults, token, getToken, state } = shop();
    await faults({ kind: "drop" });
    await expect(token()).rejects.toThrow(TypeError);
    expect((await getToken()).code).toBe(0);
    expect(state.log.all()).toMatchObject([{ status: null, code: null }, { status: 200 }]);
  });

  test("suffers nothing that was meant for others, and no page or frame suffers anything", async () => {
    const { faults, left, getToken, get, open, decide } = shop();
    await faults({ kind: "error", path: "/payments/prepare" });
    expect((await getToken()).status).toBe(200);
    const all = await faults({ kind: "error", times: 100 });
    const { impUid } = await open({});
    expect((await decide(impUid, "approve")).message?.data.success).toBe(true);
    for (const path of ["/", "/users/pg/imp00000000", "/payments/fail", "/payments/ready/imp00000000/kcp"]) {
      expect((await get(path)).status).toBe(200);
    }
    expect(await left()).toEqual(all);
  });
});

describe("a payment frame", () => {
  const standard = "/payments/ready/imp00000000";
  const ofPayco = `${standard}/payco/PARTNERTEST`;

  test("frameError: the default gateway's alone, 503 or as asked", async () => {
    const { faults, get, left } = shop();
    await faults({ kind: "frameError" }, { kind: "frameError", status: 403 });
    expect((await get(ofPayco)).status).toBe(200);
    expect((await get(standard)).status).toBe(503);
    expect((await get(standard)).status).toBe(403);
    expect((await get(standard)).status).toBe(200);
    expect(await left()).toEqual([]);
  });

  test("a path means other frames", async () => {
    const { faults, get } = shop();
    await faults({ kind: "frameError", path: `${standard}/payco` });
    expect((await get(standard)).status).toBe(200);
    expect((await get(ofPayco)).status).toBe(503);
    await faults({ kind: "frameError", path: "/certificates/ready" });
    expect((await get(`${standard.replace("payments", "certificates")}/danal/A`)).status).toBe(503);
  });

  test("the v1 SDK's, over the page, too", async () => {
    const { faults, get } = shop();
    await faults({ kind: "frameError" });
    expect((await get("/v1/checkout/imp00000000")).status).toBe(503);
  });

  test("frameDrop: no answer", async () => {
    const { faults, get } = shop();
    await faults({ kind: "frameDrop" });
    await expect(get(standard)).rejects.toThrow(TypeError);
    expect((await get(standard)).status).toBe(200);
  });

  test("frameDrop, over a socket: the connection ends", async () => {
    const { sandbox, faults } = await overSocket();
    await faults({ kind: "frameDrop" });
    await expect(fetch(sandbox.url + standard)).rejects.toThrow(TypeError);
  });

  test("frameSilent: a page without a script", async () => {
    const { faults, get } = shop();
    await faults({ kind: "frameSilent" });
    const silent = await get(standard);
    expect(silent.status).toBe(200);
    expect(await silent.text()).not.toContain("<script");
  });

  test("frameReload: one that posts at once, as often as asked", async () => {
    const { faults, get } = shop();
    await faults({ kind: "frameReload", times: 2 });
    const posts = async () => (await (await get(standard)).text()).includes('data-posts-at-load="true"');
    expect([await posts(), await posts(), await posts()]).toEqual([true, true, false]);
  });

  test("a page's own fault stays as long as the page, and means no other frame", async () => {
    const { get } = shop();
    for (const _ of [1, 2]) expect((await get(`${standard}?fault=frameError`)).status).toBe(503);
    expect((await get(`${ofPayco}?fault=frameError`)).status).toBe(200);
    expect((await get(`${standard}?fault=drop`)).status).toBe(200);
    expect(await (await get(`${standard}?fault=lostAnswer`)).text()).toContain('data-fault="lostAnswer"');
  });
});

describe("a payment whose window is open", () => {
  const landing = { m_redirect_url: "https://shop.example/done" };

  test("strayText: the frame is told to post one; an answer that was decided beforehand is lost with it", async () => {
    const { faults, open } = shop();
    await faults({ kind: "strayText" });
    const { strayText, markup } = (await open({})) as { strayText?: boolean; markup?: string };
    expect(strayText).toBe(true);
    expect(markup).toContain("결제하기");
    const atOnce = shop({ outcome: "approve" });
    await atOnce.faults({ kind: "strayText" });
    expect(await atOnce.open({})).toEqual({ impUid: expect.any(String), strayText: true });
  });

  test.each([
    ["in the frame", {}, {}],
    ["in a popup", { pg: "payco" }, { provider: "payco" }],
  ])("silentClose %s: who gives up closes the window, and nobody is told", async (_, data, asked) => {
    const { faults, open, decide, post, state } = shop();
    await faults({ kind: "silentClose" });
    const { impUid = "" } = await open(data, asked);
    expect(await decide(impUid, "cancel")).toEqual({ closes: true, markup: "" });
    expect(await post(`/gateway/${impUid}/closed`, {})).toEqual({});
    expect(state.payments.get(impUid)?.status).toBe("failed");
  });

  test("silentClose: who pays is answered", async () => {
    const { faults, open, decide } = shop();
    await faults({ kind: "silentClose" });
    expect((await decide((await open({})).impUid, "approve")).message?.data).toMatchObject({ success: true });
  });

  test("lostAnswer: it is paid, and nothing leads back to the shop", async () => {
    const { faults, open, decide, get, post, payments } = shop();
    await faults({ kind: "lostAnswer", times: 2 });
    const framed = await open({});
    expect(Object.keys(await decide(framed.impUid, "approve"))).toEqual(["markup"]);
    expect(await post(`/gateway/${framed.impUid}/closed`, {})).toEqual({});
    expect(payments.get(framed.impUid ?? "")?.status).toBe("paid");
    const leaving = await open({ ...landing, merchant_uid: "order-2" }, { userAgent: iPhone });
    expect(await decide(leaving.impUid, "approve")).not.toHaveProperty("location");
    expect(await (await get(`/gateway/${leaving.impUid}`)).text()).not.toContain("shop.example/done");
  });

  test("falseFlag: a payment that was paid is answered with a no, without a reason, as Daou's may be", async () => {
    const { faults, open, decide, payments } = shop();
    await faults({ kind: "falseFlag", times: 2 });
    const { impUid = "" } = await open({ pg: "daou" });
    expect((await decide(impUid, "approve")).message?.data).toEqual({
      success: false,
      imp_uid: impUid,
      merchant_uid: "order-1",
      pg_provider: "daou",
      error_code: "",
      error_msg: "",
      request_id: "req_1",
    });
    expect(payments.get(impUid)?.status).toBe("paid");
    const leaving = await open({ pg: "daou", ...landing, merchant_uid: "order-2" }, { userAgent: iPhone });
    expect((await decide(leaving.impUid, "approve")).location).toContain("&imp_success=false");
  });

  test("failedFirst: answered and announced as failed, and paid later, as Payment Wall's may be", async () => {
    const receiver = await webhookReceiver();
    closers.push(receiver.close);
    const { faults, open, decide, payments, state } = shop({ webhookUrl: receiver.url });
    closers.push(() => state.clock.stop());
    await faults({ kind: "failedFirst", ms: 60_000 });
    const { impUid = "" } = await open({ pg: "paymentwall" });
    const { message } = await decide(impUid, "approve");
    expect(message?.data).toMatchObject({
      success: false,
      status: "failed",
      error_code: "PAY_PROCESS_ABORTED",
    });
    await vi.waitFor(() => expect(receiver.bodies()).toMatchObject([{ status: "failed", imp_uid: impUid }]));
    await state.clock.advance(60_000);
    expect(payments.get(impUid)).toMatchObject({ status: "paid", fail_reason: null, failed_at: 0 });
    await vi.waitFor(() => expect(receiver.bodies()).toHaveLength(2));
    expect(receiver.bodies()[1]).toMatchObject({ status: "paid", imp_uid: impUid });
  });

  test("failedFirst: who is approved late has left a billing key, which can be charged", async () => {
    const { faults, open, decide, state, call } = shop();
    closers.push(() => state.clock.stop());
    await faults({ kind: "failedFirst", ms: 60_000 });
    await decide((await open({ customer_uid: "kim" })).impUid, "approve");
    const charge = (merchant_uid: string) =>
      call("POST", "/subscribe/payments/again", { customer_uid: "kim", merchant_uid, amount: 1000 });
    expect(await charge("order-2")).toMatchObject({ code: 1, message: "등록되지 않은 구매자입니다." });
    await state.clock.advance(60_000);
    expect((await charge("order-2")).response).toMatchObject({ status: "paid", customer_uid: "kim" });
  });

  test("a page's own fault happens to each of its payments", async () => {
    const { post, decide } = shop();
    for (const merchant_uid of ["order-1", "order-2"]) {
      const { impUid } = await post("/payments/open", {
        action: "payment",
        userCode: "imp00000000",
        fault: "lostAnswer",
        data: { merchant_uid, amount: 100 },
      });
      expect(await decide(impUid, "approve")).not.toHaveProperty("message");
    }
  });

  test("a payment that is refused uses up nothing", async () => {
    const { faults, left, open } = shop();
    const asked = await faults({ kind: "lostAnswer" });
    await open({ amount: -1 });
    expect(await left()).toEqual(asked);
  });
});

describe("over a socket", () => {
  test("drop: the connection ends without an answer", async () => {
    const { sandbox, faults, getToken } = await overSocket();
    await faults({ kind: "drop" });
    await expect(getToken()).rejects.toThrow(TypeError);
    expect((await getToken()).code).toBe(0);
    expect(sandbox.url).toMatch(/^http/);
    const log = await (await fetch(`${sandbox.url}/sandbox/log`)).json();
    expect(log).toMatchObject([{ status: null, code: null }, { status: 200 }]);
  });

  test("drop: while a body is still being sent", async () => {
    const { sandbox, faults } = await overSocket();
    await faults({ kind: "drop", path: "/payments/cancel" });
    const body = "x".repeat(60_000);
    await expect(fetch(`${sandbox.url}/payments/cancel`, { method: "POST", body })).rejects.toThrow(
      TypeError,
    );
  });

  test("slow: an answer that the sandbox's end does not wait for", async () => {
    const { sandbox, faults, getToken, left } = await overSocket();
    await faults({ kind: "slow", ms: 60_000 });
    const answer = getToken().catch((error: unknown) => error);
    await vi.waitFor(async () => expect(await left()).toEqual([]));
    await sandbox.close();
    expect(await answer).toBeInstanceOf(TypeError);
  });

  test("error and rubbish are answers like any other", async () => {
    const { sandbox, faults } = await overSocket();
    await faults({ kind: "error", status: 429 }, { kind: "rubbish" });
    const post = () => fetch(`${sandbox.url}/users/getToken`, { method: "POST" });
    expect(await (await post()).json()).toMatchObject({ code: 1, response: null });
    expect(await (await post()).text()).toContain("<h1>");
  });
});

describe("tokens", () => {
  test("unauthorized: the token is gone, and a new one works", async () => {
    const { faults, left, getToken, call } = shop();
    const authorization = (await getToken()).response.access_token;
    const look = (token: string) => call("GET", order, undefined, { authorization: token });
    await faults({ kind: "unauthorized" });
    expect((await getToken()).response.access_token).toBe(authorization);
    const unauthorized = { status: 401, code: -1, message: "Unauthorized", response: null };
    expect(await look(authorization)).toMatchObject(unauthorized);
    expect(await left()).toEqual([]);
    expect((await look(authorization)).status).toBe(401);
    const renewed = (await getToken()).response.access_token;
    expect(renewed).not.toBe(authorization);
    expect((await look(renewed)).status).toBe(404);
  });

  test("expiredToken: the next one has expired on arrival, the one after is good", async () => {
    const { faults, getToken, call } = shop();
    await getToken();
    await faults({ kind: "expiredToken" });
    expect((await getToken({ imp_key: "wrong" })).status).toBe(401);
    const { access_token, now, expired_at } = (await getToken()).response;
    expect(expired_at).toBe(now);
    const look = (authorization: string) => call("GET", order, undefined, { authorization });
    expect((await look(access_token)).status).toBe(401);
    expect((await look((await getToken()).response.access_token)).status).toBe(404);
  });
});

describe("webhooks", () => {
  async function withReceiver() {
    const receiver = await webhookReceiver();
    closers.push(receiver.close);
    return { ...receiver, ...shop({ webhookUrl: receiver.url }) };
  }

  test("webhookTwice: the next one comes twice", async () => {
    const { faults, open, decide, bodies } = await withReceiver();
    await faults({ kind: "webhookTwice" });
    const { impUid } = await open({});
    await decide(impUid, "approve");
    await vi.waitFor(() => expect(bodies()).toHaveLength(2));
    await decide((await open({ merchant_uid: "order-2" })).impUid, "approve");
    await vi.waitFor(() => expect(bodies()).toHaveLength(3));
    expect(bodies().map(({ merchant_uid }) => merchant_uid)).toEqual(["order-1", "order-1", "order-2"]);
  });

  test("webhookFirst: the browser waits until it was answered", async () => {
    const { faults, open, decide, received, waitFor, state } = await withReceiver();
    let answer = () => {};
    waitFor(new Promise<void>((resolve) => (answer = resolve)));
    await faults({ kind: "webhookFirst" });
    const { impUid } = await open({});
    let browserHasItsAnswer = false;
    const decided = decide(impUid, "approve").then(() => {
      browserHasItsAnswer = true;
    });
    await vi.waitFor(() => expect(received).toHaveLength(1));
    expect(browserHasItsAnswer).toBe(false);
    answer();
    await decided;
    expect(state.webhooks.deliveries).toMatchObject([{ attempts: [{ status: 200 }] }]);
  });
});
