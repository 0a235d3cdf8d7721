import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import pg from "pg";
import { inject, onTestFinished } from "vitest";
import { startShop } from "../../examples/checkout/server/start-shop.mjs";
import type { Fault } from "../../src/sandbox/index.ts";
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

export async function postJson(url: string, body: unknown, method = "POST") {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
  return { status: answer.status, body: await answer.json() };
}

/**
 * The demo shop, its sandbox, and a customer; gone after the test.
 *
 * @param database - PostgreSQL unless it matters: PGlite takes a second to start
 */
export async function openShop(options: ShopOptions = {}, database: "PGlite" | "PostgreSQL" = "PostgreSQL") {
  const errors: unknown[] = [];
  const shop = await startShop({
    port: 0,
    // No look at the orders but those that a test asks for.
    lookEvery: 3_600_000,
    ...(database === "PostgreSQL" && { databaseUrl: await emptyDatabase() }),
    onError: (error) => errors.push(error),
    ...options,
  });
  onTestFinished(shop.close);
  const { url, sandboxUrl } = shop;

  const post = async (path: string, body: unknown) => (await postJson(sandboxUrl + path, body)).body;
  return {
    ...shop,
    errors,
    /** The order that the checkout page asks for, begun. */
    order: async () => {
      const { body } = await postJson(`${url}/orders`, {});
      const merchant_uid: string = body.merchant_uid;
      await fetch(`${url}/orders/${merchant_uid}/begin`, { method: "POST" });
      return merchant_uid;
    },
    pay: (data: Record<string, unknown>, decision?: string | null) => payAt(post, data, decision),
    deposit: (imp_uid: string) => post(`/sandbox/deposit/${imp_uid}`, {}),
    faults: (...faults: Fault[]) => postJson(`${sandboxUrl}/sandbox/faults`, faults, "PUT"),
    complete: (report: object) => postJson(`${url}/payments/complete`, report),
    webhook: (report: object) => postJson(`${url}/payments/webhook`, { status: "paid", ...report }),
    page: async (path: string) => {
      const answer = await fetch(url + path, { headers: { "accept-language": "ko" } });
      return { status: answer.status, text: await answer.text() };
    },
    state: async (merchant_uid: string) => (await shop.orders.find(merchant_uid))?.state,
    /** How often an order was sent on its way. */
    parcels: async (merchant_uid: string) => {
      const { rows } = (await shop.db.execute(
        sql`select count(*)::int as parcels from parcels where merchant_uid = ${merchant_uid}`,
      )) as unknown as { rows: { parcels: number }[] };
      return rows[0]?.parcels;
    },
  };
}
