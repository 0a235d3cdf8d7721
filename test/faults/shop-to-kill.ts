import { randomUUID } from "node:crypto";
import pg from "pg";
import { onTestFinished } from "vitest";
import { createSandbox, type SandboxOptions } from "../../dist/sandbox.js";
import { payAt } from "../server/customer.ts";
import { emptyDatabase, postJson } from "../shop/open-shop.ts";
import { startProcess } from "../shop/shop-process.ts";
import { severable } from "./severable.ts";

export interface Report {
  imp_uid: string;
  merchant_uid: string;
}

/**
 * The demo shop as processes of their own, on one PostgreSQL, the way to which can be cut; and a sandbox. What they
 * write down is read beside them.
 */
export async function openShopToKill({
  processes = 1,
  postgresUrl,
  sandbox: options,
}: {
  processes?: number;
  postgresUrl?: string;
  sandbox?: SandboxOptions;
} = {}) {
  const sandbox = createSandbox(options);
  const SANDBOX_URL = await sandbox.listen();
  onTestFinished(() => sandbox.close());
  const database = await emptyDatabase(postgresUrl);
  const way = await severable(database);
  const env = { DATABASE_URL: way.url, SANDBOX_URL };
  const shops = await Promise.all(Array.from({ length: processes }, () => startProcess(env)));

  const beside = new pg.Pool({ connectionString: database });
  beside.on("error", () => undefined);
  onTestFinished(() => beside.end());
  const numberOf = async (query: string) => Number((await beside.query(query)).rows[0].count);
  // Without the lock that would keep a second parcel away, it would be seen.
  await beside.query("alter table parcels drop constraint parcels_pkey");

  // Asked without a socket: it is the shop that is to be kept busy.
  const atPortone = async (path: string, init: RequestInit) =>
    (await sandbox.fetch(new Request(SANDBOX_URL + path, init))).json();
  const post = (path: string, body: unknown) =>
    atPortone(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const { response } = await post("/users/getToken", { imp_key: "imp_apikey", imp_secret: "imp_secret" });

  return {
    shops,
    way,
    beside,
    database,
    sandboxUrl: SANDBOX_URL,
    /** Orders that were begun, as the checkout page leaves them. */
    order: async (count: number): Promise<string[]> => {
      const uids = Array.from({ length: count }, () => `order-${randomUUID().slice(0, 30)}`);
      await beside.query(
        `insert into orders (merchant_uid, amount, currency, begun_at, doubtful_since, look_at)
          select unnest($1::text[]), 64900, 'KRW', now(), now(), now()`,
        [uids],
      );
      return uids;
    },
    pay: async (
      merchant_uid: string,
      data?: Record<string, unknown>,
      decision?: string | null,
    ): Promise<Report> => ({
      merchant_uid,
      imp_uid: await payAt(post, { merchant_uid, ...data }, decision),
    }),
    /** The status of the answer, or that there was none. */
    report: (to: "complete" | "webhook", report: Report, shop = shops[0]) =>
      postJson(`${shop?.url}/payments/${to}`, report).then(
        ({ status }) => status,
        () => "no answer" as const,
      ),
    /** What the sandbox's own books say of a payment. */
    statusOf: async (imp_uid: string): Promise<string> => {
      const headers = { authorization: response.access_token };
      const { response: payment } = await atPortone(`/payments/${imp_uid}?include_sandbox=true`, { headers });
      return payment.status;
    },
    webhookLog: (): Promise<{ attempts: { status?: number }[] }[]> => atPortone("/sandbox/webhooks", {}),
    paid: () => numberOf("select count(*) from order_states where state = 'paid'"),
    parcels: () => numberOf("select count(*) from parcels"),
    /** Statements of the shop's that wait for a lock. */
    waiting: () => numberOf("select count(*) from pg_locks where not granted"),
    /** Keeps a lock until it is called again. */
    lock: async (statement: string) => {
      const client = await beside.connect();
      // Where the database ends, its locks do.
      client.on("error", () => undefined);
      await client.query("begin");
      await client.query(statement);
      return () =>
        client.query("rollback").then(
          () => client.release(),
          () => client.release(true),
        );
    },
  };
}
