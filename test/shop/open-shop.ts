import { randomUUID } from "node:crypto";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject, onTestFinished } from "vitest";
import { createIamportClient, type LookAfterOrdersOptions, lookAfterOrders } from "../../dist/server.js";
import { startShop } from "../../examples/checkout/server/start-shop.mjs";
import type { Fault } from "../../src/sandbox/index.ts";
import type { LogEntry } from "../../src/server/index.ts";
import { payAt } from "../server/customer.ts";

export type ShopOptions = NonNullable<Parameters<typeof startShop>[0]>;

/** An empty database of its own, on the PostgreSQL of the tests unless another is named. */
export async function emptyDatabase(postgresUrl = inject("postgresUrl")): Promise<string> {
  const client = new pg.Client(postgresUrl);
  await client.connect();
  const name = `shop_${randomUUID().replace(/-/g, "")}`;
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(postgresUrl);
  url.pathname = name;
  return url.href;
}

/** An empty PGlite's folder of its own, gone after the test; none, and so one in memory, where no empty one is at hand. */
async function emptyFolder(): Promise<string | undefined> {
  const data = inject("emptyPGlite");
  if (!data) return undefined;
  const folder = await mkdtemp(join(tmpdir(), "irp-shop-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(data, join(folder, "data"), { recursive: true });
  return join(folder, "data");
}

export async function postJson(url: string, body: unknown, method = "POST", cookie = "") {
  const headers = { "content-type": "application/json", cookie };
  const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
  const [newCookie = ""] = (answer.headers.get("set-cookie") ?? "").split(";");
  return { status: answer.status, body: await answer.json(), headers: answer.headers, cookie: newCookie };
}

/**
 * The demo shop, its sandbox, and a customer; gone after the test.
 *
 * @param database - PostgreSQL unless it matters: PGlite takes longer to start
 */
export async function openShop(options: ShopOptions = {}, database: "PGlite" | "PostgreSQL" = "PostgreSQL") {
  const errors: unknown[] = [];
  const verdicts: LogEntry[] = [];
  const shop = await startShop({
    port: 0,
    // No look at the orders but those that a test asks for.
    lookEvery: false,
    ...(database === "PostgreSQL"
      ? { databaseUrl: await emptyDatabase() }
      : { databaseFolder: await emptyFolder() }),
    onError: (error) => errors.push(error),
    onVerdict: (entry) => verdicts.push(entry),
    ...options,
  });
  onTestFinished(shop.close);
  const { url, sandboxUrl } = shop;

  const round = (more: Partial<LookAfterOrdersOptions> = {}) =>
    lookAfterOrders({ ...shop.handedOn, ...shop.doubts, every: false, ...more }).ended;
  let cookie = "";
  const post = async (path: string, body: unknown) => (await postJson(sandboxUrl + path, body)).body;
  return {
    ...shop,
    errors,
    verdicts,
    /** The order that the checkout page asks for, begun; all of them by the same customer. */
    order: async () => {
      const made = await postJson(`${url}/orders`, {}, "POST", cookie);
      cookie = made.cookie;
      const merchant_uid: string = made.body.merchant_uid;
      await fetch(`${url}/orders/${merchant_uid}/begin`, { method: "POST" });
      return merchant_uid;
    },
    pay: (data: Record<string, unknown>, decision?: string | null) => payAt(post, data, decision),
    deposit: (imp_uid: string) => post(`/sandbox/deposit/${imp_uid}`, {}),
    faults: (...faults: Fault[]) => postJson(`${sandboxUrl}/sandbox/faults`, faults, "PUT"),
    /** The customer's browser reports. */
    complete: (report: object) => postJson(`${url}/payments/complete`, report, "POST", cookie),
    /** Somebody else reports. */
    completeAsStranger: (report: object) => postJson(`${url}/payments/complete`, report),
    webhook: (report: object) => postJson(`${url}/payments/webhook`, { status: "paid", ...report }),
    /** What the customer is shown, or somebody else. */
    page: async (path: string, who: "customer" | "stranger" = "customer") => {
      const headers = { "accept-language": "ko", cookie: who === "customer" ? cookie : "" };
      const answer = await fetch(url + path, { headers });
      return { status: answer.status, text: await answer.text(), headers: answer.headers };
    },
    /** What PortOne's REST API says, asked beside the shop. */
    client: createIamportClient({
      impKey: "imp_apikey",
      impSecret: "imp_secret",
      baseUrl: sandboxUrl ?? "",
      includeSandbox: true,
    }),
    /** One round of the look after orders. */
    round,
    /** One round, to which all that is in doubt is due. */
    look: async () => {
      await shop.db.query("update orders set look_at = now() where look_at is not null");
      await round();
    },
    state: async (merchant_uid: string) => (await shop.orders.find(merchant_uid))?.state,
    /** How often an order was sent on its way. */
    parcels: async (merchant_uid: string) => {
      const { rows } = await shop.db.query(
        "select count(*)::int as parcels from parcels where merchant_uid = $1",
        [merchant_uid],
      );
      return rows[0]?.parcels;
    },
  };
}
