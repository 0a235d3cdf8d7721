import { connect } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { createSandbox, type Sandbox } from "../../src/sandbox/index.ts";
import { merchantServer } from "./merchant.ts";

let sandbox: Sandbox;
afterEach(() => sandbox?.close());

test.each([{}, { hostname: undefined }, { hostname: "" }])(
  "it listens on loopback, on a free port, and answers there as it does to fetch: %o",
  async (options) => {
    sandbox = createSandbox(options);
    const url = await sandbox.listen();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(sandbox.url).toBe(url);
    const overSocket = await fetch(`${url}/users/pg/imp00000000`);
    const direct = await sandbox.fetch(new Request("https://service.iamport.kr/users/pg/imp00000000"));
    expect(await overSocket.json()).toEqual(await direct.json());
  },
);

test("its address is asked for too early: it says what to do", () => {
  sandbox = createSandbox();
  expect(() => sandbox.url).toThrow("listen()");
});

test("close ends open connections at once, and it can listen again", async () => {
  sandbox = createSandbox();
  const { port, hostname } = new URL(await sandbox.listen());
  const socket = connect(Number(port), hostname);
  await new Promise((resolve) => socket.once("connect", resolve));
  const ended = new Promise((resolve) => socket.once("close", resolve));
  socket.on("error", () => undefined);
  await sandbox.close();
  await ended;
  expect(() => sandbox.url).toThrow();
  expect(await sandbox.listen()).toMatch(/^http:/);
});

test("what was scheduled is paid after it has been closed and listens again", async () => {
  sandbox = createSandbox();
  const { call } = merchantServer(sandbox.fetch);
  vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"] });
  try {
    const schedule_at = Math.floor(Date.now() / 1000) + 60;
    const schedules = [{ merchant_uid: "month-1", schedule_at, amount: 1000, name: "구독" }];
    const card = { card_number: "4092-0230-1234-1234", expiry: "2099-12" };
    await call("POST", "/subscribe/payments/schedule", { customer_uid: "kim", ...card, schedules });
    const status = async () =>
      (await call("GET", "/subscribe/payments/schedule/month-1")).response.schedule_status;
    await sandbox.close();
    vi.advanceTimersByTime(120_000);
    expect(await status()).toBe("scheduled");
    await sandbox.listen();
    vi.advanceTimersByTime(1);
    expect(await status()).toBe("executed");
  } finally {
    vi.useRealTimers();
  }
});

test("a port that is taken is an error, and the next listen works", async () => {
  sandbox = createSandbox();
  const { port } = new URL(await sandbox.listen());
  const other = createSandbox();
  await expect(other.listen(Number(port))).rejects.toThrow("EADDRINUSE");
  expect(await other.listen()).toMatch(/^http:/);
  await other.close();
});

test("its front page tells a person the addresses and the user code", async () => {
  sandbox = createSandbox({
    userCode: "imp<b>",
    gateways: [{ pg_provider: "kcp", pg_id: "X1", type: "payment" }],
  });
  const url = await sandbox.listen();
  const page = await (await fetch(url)).text();
  for (const text of [
    `${url}/js/iamport.payment-1.2.0.js`,
    `${url}/jquery-1.12.4.min.js`,
    "kcp.X1",
    "imp&#60;b&#62;",
  ]) {
    expect(page).toContain(text);
  }
});

test("a body that is too large is refused", async () => {
  sandbox = createSandbox();
  const response = await sandbox.fetch(
    new Request("https://service.iamport.kr/payments/open", { method: "POST", body: "x".repeat(300_000) }),
  );
  expect(response.status).toBe(413);
});

test("listening leaves the process its own Request, Response and fetch", async () => {
  const before = { Request: globalThis.Request, Response: globalThis.Response, fetch: globalThis.fetch };
  sandbox = createSandbox();
  const url = await sandbox.listen();
  expect((await fetch(`${url}/users/pg/imp00000000`)).status).toBe(200);
  expect(globalThis.Request).toBe(before.Request);
  expect(globalThis.Response).toBe(before.Response);
  expect(globalThis.fetch).toBe(before.fetch);
  expect(new Request("http://shop.example/")).toBeInstanceOf(before.Request);
});
