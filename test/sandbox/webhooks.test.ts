import { afterEach, describe, expect, test, vi } from "vitest";
import { createSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/index.ts";
import { testSandbox } from "./ask.ts";
import { merchantServer, webhookReceiver } from "./merchant.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function receiver(...statuses: number[]) {
  const server = await webhookReceiver(...statuses);
  closers.push(server.close);
  return server;
}

function shop(options: SandboxOptions) {
  const sandbox = testSandbox(options);
  closers.push(() => sandbox.state.webhooks.stop());
  return {
    ...sandbox,
    ...merchantServer(sandbox.fetch),
    log: async () => (await sandbox.get("/sandbox/webhooks")).json(),
  };
}

describe("a webhook is sent", () => {
  test("when a payment is paid, as JSON", async () => {
    const { url, received } = await receiver();
    const { open, decide, log } = shop({ webhookUrl: `${url}/hook?shop=1` });
    const { impUid } = await open({});
    await decide(impUid, "approve");
    const body = { imp_uid: impUid, merchant_uid: "order-1", status: "paid" };
    await vi.waitFor(async () =>
      expect(await log()).toEqual([
        { url: `${url}/hook?shop=1`, body, attempts: [{ at: expect.any(String), status: 200 }] },
      ]),
    );
    expect(received).toEqual([
      { path: "/hook?shop=1", type: "application/json", body: JSON.stringify(body) },
    ]);
  });

  test("as a form, when the console says so", async () => {
    const { url, received } = await receiver();
    const { open, decide } = shop({ webhookUrl: url, webhookFormat: "form" });
    const { impUid = "" } = await open({ merchant_uid: "주문 1&2" });
    await decide(impUid, "approve");
    await vi.waitFor(() => expect(received).toHaveLength(1));
    expect(received[0]?.type).toMatch(/^application\/x-www-form-urlencoded/);
    expect(Object.fromEntries(new URLSearchParams(received[0]?.body))).toEqual({
      imp_uid: impUid,
      merchant_uid: "주문 1&2",
      status: "paid",
    });
  });

  test("when a virtual account is issued, and again when its deposit arrives", async () => {
    const { url, bodies } = await receiver();
    const { open, decide, post } = shop({ webhookUrl: url });
    const { impUid } = await open({ pay_method: "vbank" });
    await decide(impUid, "approve");
    await vi.waitFor(() => expect(bodies()).toMatchObject([{ imp_uid: impUid, status: "ready" }]));
    await post(`/sandbox/deposit/${impUid}`, {});
    await vi.waitFor(() => expect(bodies()).toMatchObject([{ status: "ready" }, { status: "paid" }]));
  });

  test('of a cancellation, all or a part, where it is asked for: "cancelled" either way', async () => {
    const { url, bodies } = await receiver();
    const { open, decide, cancel } = shop({ webhookUrl: url });
    const { impUid: imp_uid = "" } = await open({});
    await decide(imp_uid, "approve");
    await vi.waitFor(() => expect(bodies()).toHaveLength(1));
    await cancel({ imp_uid, amount: 100 });
    const part = await cancel({ imp_uid, amount: 100, enable_webhook: true });
    await vi.waitFor(() => expect(bodies()).toHaveLength(2));
    const rest = await cancel({ imp_uid, enable_webhook: "true" }, { form: true });
    await vi.waitFor(() => expect(bodies()).toHaveLength(3));
    const [, second, third] = rest.response.cancel_history;
    expect(part.response.status).toBe("paid");
    expect(bodies().slice(1)).toEqual([
      { imp_uid, merchant_uid: "order-1", status: "cancelled", cancellation_id: second?.cancellation_id },
      { imp_uid, merchant_uid: "order-1", status: "cancelled", cancellation_id: third?.cancellation_id },
    ]);
  });

  test("of a cancellation that the server has asked for, to the console's address and not the payment's", async () => {
    const { url, received } = await receiver();
    const { open, decide, cancel, log } = shop({ webhookUrl: `${url}/console` });
    const { impUid: imp_uid } = await open({ notice_url: `${url}/own` });
    await decide(imp_uid, "approve");
    await vi.waitFor(() => expect(received).toHaveLength(1));
    await cancel({ imp_uid, enable_webhook: true });
    await vi.waitFor(() => expect(received.map(({ path }) => path)).toEqual(["/own", "/console"]));
    expect(await log()).toHaveLength(2);
  });

  test("of a cancellation in the console, to the payment's own address", async () => {
    const { url, received } = await receiver();
    const { open, decide, post } = shop({ webhookUrl: `${url}/console` });
    const { impUid } = await open({ notice_url: `${url}/own` });
    await decide(impUid, "approve");
    await vi.waitFor(() => expect(received).toHaveLength(1));
    await post(`/sandbox/cancel/${impUid}`, {});
    await vi.waitFor(() => expect(received.map(({ path }) => path)).toEqual(["/own", "/own"]));
  });

  test.each([
    ["approve", "paid"],
    ["vbank", "ready"],
  ] as const)("by outcome %s, too: %s", async (outcome, status) => {
    const { url, bodies } = await receiver();
    const { open } = shop({ webhookUrl: url, outcome });
    await open({});
    await vi.waitFor(() => expect(bodies()).toMatchObject([{ status }]));
  });

  test("of an order at naverco, whose browser hears nothing", async () => {
    const { url, bodies } = await receiver();
    const { open, decide } = shop({ webhookUrl: url });
    const { impUid } = await open({ pg: "naverco" });
    await decide(impUid, "close");
    await vi.waitFor(() => expect(bodies()).toMatchObject([{ imp_uid: impUid, status: "paid" }]));
  });
});

describe("no webhook is sent", () => {
  test("of a payment that is opened, declined, given up, or decided twice", async () => {
    const { url } = await receiver();
    const { open, decide, post, log } = shop({ webhookUrl: url });
    await open({});
    await decide((await open({})).impUid, "decline");
    await decide((await open({})).impUid, "cancel");
    await post(`/gateway/${(await open({})).impUid}/closed`, {});
    expect(await log()).toEqual([]);
    const { impUid } = await open({});
    await Promise.all([decide(impUid, "approve"), decide(impUid, "approve"), decide(impUid, "decline")]);
    expect(await log()).toHaveLength(1);
  });

  test("of an identity verification", async () => {
    const { url } = await receiver();
    const { open, decide, log } = shop({ webhookUrl: url });
    await decide((await open({ pg: "danal" }, { action: "certification" })).impUid, "approve");
    expect(await log()).toEqual([]);
  });

  test("when nobody said where to", async () => {
    const { open, decide, log } = shop({});
    await decide((await open({ notice_url: "" })).impUid, "approve");
    expect(await log()).toEqual([]);
  });
});

test("the last 5,000 are kept: a sandbox that runs for days doesn't fill the memory", async () => {
  const { open, state, log } = shop({});
  const { impUid = "" } = await open({ notice_url: "nowhere" });
  const payment = state.payments.get(impUid);
  if (!payment) throw new Error("no payment");
  for (let sent = 0; sent <= 5000; sent++) {
    await state.webhooks.send({ ...payment, merchant_uid: `order-${sent}` });
  }
  const kept = await log();
  expect(kept).toHaveLength(5000);
  expect(kept[0].body.merchant_uid).toBe("order-1");
});

describe("the addresses", () => {
  test("of the payment take the place of the console's", async () => {
    const { url, received } = await receiver();
    const { open, decide } = shop({ webhookUrl: `${url}/console` });
    await decide((await open({ notice_url: `${url}/own` })).impUid, "approve");
    await decide(
      (await open({ merchant_uid: "order-2", notice_url: [`${url}/a`, `${url}/b`] })).impUid,
      "approve",
    );
    await vi.waitFor(() => expect(received.map(({ path }) => path).sort()).toEqual(["/a", "/b", "/own"]));
  });

  test.each(["javascript:alert(1)", "file:///etc/passwd", "shop.example/webhook", "/webhook"])(
    "%s is not sent to; both logs and the terminal say so",
    async (notice_url) => {
      const { url, received } = await receiver();
      const warn = vi.fn();
      const { open, decide, log, state } = shop({ webhookUrl: url, warn, webhookRetryInterval: 0 });
      const { impUid: imp_uid } = await open({ notice_url });
      await decide(imp_uid, "approve");
      const error = "not an http or https address";
      await vi.waitFor(async () =>
        expect(await log()).toMatchObject([{ url: notice_url, attempts: [{ error }] }]),
      );
      const sent = state.log.all().filter(({ event }) => event === "webhook");
      expect(sent).toMatchObject([{ url: notice_url, imp_uid, error }]);
      expect(warn.mock.calls).toEqual([[`Webhook ${imp_uid} (paid) → ${notice_url}: ${error}`]]);
      expect(received).toEqual([]);
    },
  );
});

describe("an answer", () => {
  test("of 5xx has the webhook sent again, until another comes", async () => {
    const { url, bodies } = await receiver(500, 503);
    const { open, decide, log } = shop({ webhookUrl: url, webhookRetryInterval: 1 });
    await decide((await open({})).impUid, "approve");
    await vi.waitFor(async () =>
      expect(await log()).toMatchObject([{ attempts: [{ status: 500 }, { status: 503 }, { status: 200 }] }]),
    );
    expect(new Set(bodies().map((body) => JSON.stringify(body))).size).toBe(1);
  });

  test("has half a minute to come; to a webhook that is repeated, 15 seconds", async () => {
    const limit = vi.spyOn(AbortSignal, "timeout");
    closers.push(() => limit.mockRestore());
    const { url } = await receiver(500, 500);
    const { open, decide, log } = shop({ webhookUrl: url, webhookRetryInterval: 1 });
    await decide((await open({})).impUid, "approve");
    await vi.waitFor(async () => expect((await log())[0].attempts).toHaveLength(3));
    expect(limit.mock.calls).toEqual([[30_000], [15_000], [15_000]]);
  });

  test("of 5xx is repeated five times and no more, a minute apart", async () => {
    const { url } = await receiver(...Array.from({ length: 9 }, () => 502));
    const { open, decide, log, state } = shop({ webhookUrl: url });
    closers.push(() => state.clock.stop());
    await decide((await open({})).impUid, "approve");
    await vi.waitFor(async () => expect((await log())[0].attempts).toHaveLength(1));
    await state.clock.advance(86_400_000);
    const times = (await log())[0].attempts.map(({ at }: { at: string }) => Date.parse(at));
    expect(times).toHaveLength(6);
    // Each is due a minute after the answer to the one before.
    const pauses = times.slice(1).map((time: number, index: number) => time - (times[index] ?? 0));
    for (const pause of pauses) expect(Math.round(pause / 60_000)).toBe(1);
  });

  test("that never comes is asked for as often as the options say", async () => {
    const { url, close } = await receiver();
    await close();
    const { open, decide, log } = shop({ webhookUrl: url, webhookRetryInterval: 1, webhookRetries: 2 });
    await decide((await open({})).impUid, "approve");
    const refused = { error: expect.stringContaining("ECONNREFUSED") };
    await vi.waitFor(async () =>
      expect(await log()).toMatchObject([{ attempts: [refused, refused, refused] }]),
    );
  });

  test.each([400, 302, 404])("of %d ends it, and no redirect is followed", async (status) => {
    const { url, received } = await receiver(status);
    const { open, decide, log } = shop({ webhookUrl: url, webhookRetryInterval: 0 });
    await decide((await open({})).impUid, "approve");
    await vi.waitFor(async () => expect(await log()).toMatchObject([{ attempts: [{ status }] }]));
    // A second payment's webhook has been there and back; one sent again would have come before it.
    await decide((await open({ merchant_uid: "order-2" })).impUid, "approve");
    await vi.waitFor(async () => expect((await log())[1]).toMatchObject({ attempts: [{ status: 200 }] }));
    expect(received).toHaveLength(2);
    expect((await log())[0].attempts).toHaveLength(1);
  });

  test("is not waited for by the browser", async () => {
    const { url, received, waitFor } = await receiver();
    let answer = () => {};
    waitFor(new Promise<void>((resolve) => (answer = resolve)));
    const { open, decide, log } = shop({ webhookUrl: url });
    const { message } = await decide((await open({})).impUid, "approve");
    expect(message?.data.success).toBe(true);
    await vi.waitFor(() => expect(received).toHaveLength(1));
    expect(await log()).toMatchObject([{ attempts: [] }]);
    answer();
    await vi.waitFor(async () => expect(await log()).toMatchObject([{ attempts: [{ status: 200 }] }]));
  });
});

test("what failed is sent again a minute later, and not any more once the sandbox is closed", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  closers.push(() => vi.useRealTimers());
  const { url, bodies } = await receiver(500, 500);
  const { open, decide, log, state } = shop({ webhookUrl: url });
  await decide((await open({})).impUid, "approve");
  const attempts = async (count: number) =>
    vi.waitFor(async () => expect((await log())[0].attempts).toHaveLength(count));
  await attempts(1);
  vi.advanceTimersByTime(50_000);
  expect(bodies()).toHaveLength(1);
  vi.advanceTimersByTime(10_000);
  await attempts(2);
  state.webhooks.stop();
  vi.advanceTimersByTime(600_000);
  await decide((await open({ merchant_uid: "order-2" })).impUid, "approve");
  await vi.waitFor(() => expect(bodies().at(-1)).toMatchObject({ merchant_uid: "order-2" }));
  expect(bodies()).toHaveLength(3);
});

test("close breaks off what is under way, and sends nothing again", async () => {
  const { url, received, waitFor } = await receiver(500, 500);
  const sandbox: Sandbox = createSandbox({ webhookUrl: url, outcome: "approve", webhookRetryInterval: 0 });
  closers.push(() => sandbox.close());
  waitFor(new Promise(() => {}));
  const body = JSON.stringify({
    action: "payment",
    userCode: "imp00000000",
    data: { merchant_uid: "order-1", amount: 1 },
  });
  const headers = { "content-type": "application/json" };
  await sandbox.fetch(
    new Request("https://service.iamport.kr/payments/open", { method: "POST", headers, body }),
  );
  await vi.waitFor(() => expect(received).toHaveLength(1));
  await sandbox.close();
  const log = async () => (await sandbox.fetch(new Request("https://x.example/sandbox/webhooks"))).json();
  await vi.waitFor(async () =>
    expect(await log()).toMatchObject([{ attempts: [{ error: expect.any(String) }] }]),
  );
  expect(received).toHaveLength(1);
});
