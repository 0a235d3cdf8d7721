import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { createSandbox } from "../../dist/sandbox.js";
import { createLog } from "../../examples/checkout/server/log.mjs";
import { payAt } from "../server/customer.ts";
import { emptyDatabase, openShop, postJson } from "./open-shop.ts";
import { startProcess } from "./shop-process.ts";

const main = fileURLToPath(new URL("../../examples/checkout/server/main.mjs", import.meta.url));

/** What the shop says of an environment in which it doesn't start. */
async function refusal(env: Record<string, string>) {
  const shop: ChildProcess = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH ?? "", ...env },
  });
  let said = "";
  shop.stderr?.on("data", (text) => {
    said += text;
  });
  const [code] = await once(shop, "close");
  expect(code).toBe(1);
  return said;
}

describe("a shop that can't start says everything that is missing, by name", () => {
  const keys = { IMP_CODE: "imp12345678", IMP_KEY: "key", IMP_SECRET: "very-secret" };

  it.each([
    ["a port that is none", { PORT: "abc" }, ["PORT", '"abc"']],
    ["a part of the keys", { IMP_CODE: "imp1", IMP_KEY: "key", IMP_SECRET: "" }, ["IMP_SECRET is missing"]],
    ["live keys and no database that outlives the machine", keys, ["DATABASE_URL"]],
    ["an address of another kind", { DATABASE_URL: "mysql://u:hidden@h/d" }, ["DATABASE_URL", "postgres:"]],
    ["the desk within others' reach", { HOST: "0.0.0.0" }, ["DESK_PASSWORD"]],
    [
      "several at once",
      { PORT: "-1", DESK_PASSWORD: "short", IMP_TEST: "yes" },
      ["PORT", "DESK_PASSWORD", "IMP_TEST"],
    ],
  ])("%s", async (_, env, names) => {
    const said = await refusal(env as unknown as Record<string, string>);
    for (const name of names) expect(said).toContain(name);
    expect(said).not.toMatch(/very-secret|hidden/);
    expect(said).not.toContain("    at ");
  });
});

it("with PortOne's keys a taken port is an error, since nobody finds a shop at another; it says which", async () => {
  const other = createServer();
  await new Promise<void>((listening) => other.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const keys = { IMP_CODE: "imp12345678", IMP_KEY: "key", IMP_SECRET: "very-secret", IMP_TEST: "1" };
  const said = await refusal({ ...keys, PORT: `${port}` });
  expect(said).toMatch(new RegExp(`EADDRINUSE.*:${port}`));
  expect(said).not.toContain("very-secret");
});

/** A container may have none. */
const hasIPv6 = Object.values(networkInterfaces())
  .flat()
  .some((address) => address?.address === "::1");

it.each(hasIPv6 ? ["::1", "::"] : [])(
  "listens on IPv6, where its sandbox's webhook reaches it (HOST=%s)",
  async (HOST) => {
    const shop = await startProcess({ HOST, DESK_PASSWORD: "correct horse battery" });
    expect(shop.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    const config = await (await fetch(`${shop.url}/config.js`)).text();
    const { origin } = new URL(JSON.parse(/addresses = (.*);/.exec(config)?.[1] ?? "").sdkUrl);
    const { body, cookie } = await postJson(`${shop.url}/orders`, {});
    await payAt(async (path, sent) => (await postJson(origin + path, sent)).body, body);
    const page = async () =>
      (await fetch(`${shop.url}/orders/${body.merchant_uid}`, { headers: { cookie } })).text();
    await expect.poll(page).toContain('class="card outcome done"');
  },
);

it("a body that doesn't come is not waited for: the place is free again after ten seconds", async () => {
  const shop = await startProcess({});
  const { port } = new URL(shop.url);
  const silent = connect(Number(port), "127.0.0.1");
  onTestFinished(() => void silent.destroy());
  silent.write(
    "POST /payments/webhook HTTP/1.1\r\nhost: shop\r\ncontent-type: application/json\r\ncontent-length: 60\r\n\r\n{",
  );
  const [answer] = await once(silent, "data");
  expect(`${answer}`).toMatch(/^HTTP\/1.1 408 /);
}, 20_000);

it("SIGTERM: a webhook that is being verified gets its answer, nothing new is taken, and the process ends", async () => {
  const sandbox = createSandbox();
  const SANDBOX_URL = await sandbox.listen();
  onTestFinished(() => sandbox.close());
  const shop = await startProcess({ DATABASE_URL: await emptyDatabase(), SANDBOX_URL });
  const { body } = await postJson(`${shop.url}/orders`, {});
  const { merchant_uid } = body;
  const post = async (path: string, sent: unknown) => (await postJson(SANDBOX_URL + path, sent)).body;
  const imp_uid = await payAt(post, { merchant_uid });
  await postJson(`${SANDBOX_URL}/sandbox/faults`, [{ kind: "slow", ms: 2_000, path: "/payments" }], "PUT");
  const webhook = postJson(`${shop.url}/payments/webhook`, { imp_uid, merchant_uid });
  // It has come as far as PortOne, which lets it wait.
  await expect.poll(async () => (await fetch(`${SANDBOX_URL}/sandbox/faults`)).json()).toEqual([]);
  const ended = shop.end("SIGTERM");
  await expect.poll(() => isRefused(shop.url), { timeout: 5_000 }).toBe(true);
  expect((await webhook).status).toBe(200);
  await ended;
  expect(shop.isRunning()).toBe(false);
});

it("SIGTERM while PortOne is silent: ends without its answer", async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((listening) => silent.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    silent.closeAllConnections();
    silent.close();
  });
  const SANDBOX_URL = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const shop = await startProcess({ DATABASE_URL: await emptyDatabase(), SANDBOX_URL });
  // Two seconds of waiting for PortOne, and not its half minute, which this test doesn't have.
  const { status, body } = await postJson(`${shop.url}/orders`, {});
  expect(status).toBe(201);
  const report = { imp_uid: "imp_1", merchant_uid: body.merchant_uid };
  const webhook = postJson(`${shop.url}/payments/webhook`, report).catch(() => "cut");
  await new Promise((passed) => setTimeout(passed, 200));
  await shop.end("SIGTERM");
  await webhook;
});

it("orders outlive a restart without any database of the merchant's own", async () => {
  const folder = await mkdtemp(join(tmpdir(), "shop-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const env = { DATA_FOLDER: join(folder, "orders"), SANDBOX_URL: "http://127.0.0.1:1" };
  const shop = await startProcess(env);
  const { body } = await postJson(`${shop.url}/orders`, {});
  await shop.kill();
  await shop.start();
  expect((await fetch(`${shop.url}/orders/${body.merchant_uid}`)).status).toBe(200);
  expect((await fetch(`${shop.url}/orders/another`)).status).toBe(404);
}, 120_000);

it("its health is asked at an address: the database's too", async () => {
  const shop = await openShop({ sandbox: { webhookUrl: undefined } });
  const health = async () => (await fetch(`${shop.url}/health`)).status;
  expect(await health()).toBe(200);
  shop.db.query = () => Promise.reject(new Error("away"));
  expect(await health()).toBe(503);
});

it("each verdict is one line, with order, payment, reason and duration", async () => {
  const shop = await openShop({ sandbox: { webhookUrl: undefined } });
  const merchant_uid = await shop.order();
  const imp_uid = await shop.pay({ merchant_uid });
  await shop.webhook({ imp_uid, merchant_uid });
  await shop.webhook({ imp_uid: "imp_made_up", merchant_uid });
  expect(shop.verdicts).toMatchObject([
    { source: "webhook", merchant_uid, imp_uid, verdict: "paid", duration: expect.any(Number) },
    { source: "webhook", merchant_uid, imp_uid: "imp_made_up", verdict: "forged", reason: "unknown_payment" },
  ]);
});

it("a log has one line for each entry, whatever a stranger wrote, and no account's number", () => {
  const lines: string[] = [];
  const log = createLog((line) => lines.push(line));
  const evil = 'order\n\u202e\u2028{"level":"info"}';
  log.error(new Error(`duplicate key: 110-4242-424242 of ${evil}`), {
    merchant_uid: evil,
    imp_uid: "imp_448280090638",
  });
  expect(lines).toHaveLength(1);
  const [line = ""] = lines;
  expect(line).not.toMatch(/[\n\u202e\u2028]/);
  expect(line).not.toContain("424242");
  expect(line).toContain("imp_448280090638");
  expect(JSON.parse(line)).toMatchObject({ level: "error", merchant_uid: evil });
});

function isRefused(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(false);
    });
    socket.once("error", () => resolve(true));
  });
}
