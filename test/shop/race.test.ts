import pg from "pg";
import { describe, expect, it, onTestFinished } from "vitest";
import { createSandbox } from "../../dist/sandbox.js";
import { observe } from "../faults/observe.ts";
import { payAt } from "../server/customer.ts";
import { emptyDatabase, postJson } from "./open-shop.ts";
import { startProcess } from "./shop-process.ts";

describe("Server", () => {
  it("two shops on one database, browser and webhook racing: 200 orders, each settled exactly once", {
    timeout: 120_000,
  }, async (context) => {
    const sandbox = createSandbox();
    const sandboxUrl = await sandbox.listen();
    onTestFinished(() => sandbox.close());
    const DATABASE_URL = await emptyDatabase();
    const env = { DATABASE_URL, SANDBOX_URL: sandboxUrl };
    // Both at once: the tables are made in a race, too.
    const [one, other] = await Promise.all([startProcess(env), startProcess(env)]);

    /** As `completePayment` and PortOne do: whoever was told to come again comes again. */
    async function report(url: string, body: object): Promise<number> {
      for (let attempt = 1; ; attempt++) {
        const { status } = await postJson(url, body);
        if (status !== 503 || attempt === 5) return status;
        await new Promise((resolve) => setTimeout(resolve, 1_000 * attempt));
      }
    }
    const pay = (merchant_uid: string) =>
      payAt(async (path, body) => (await postJson(sandboxUrl + path, body)).body, { merchant_uid });
    const statuses = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const { body } = await postJson(`${(index % 2 ? one : other).url}/orders`, {});
        const { merchant_uid } = body;
        const news = { imp_uid: await pay(merchant_uid), merchant_uid };
        // Each event twice, at each of the two.
        return Promise.all(
          [one, other].flatMap(({ url }) => [
            report(`${url}/payments/complete`, news),
            report(`${url}/payments/webhook`, { ...news, status: "paid" }),
          ]),
        );
      }),
    );

    expect(statuses.flat()).toHaveLength(800);
    expect(new Set(statuses.flat())).toEqual(new Set([200]));
    const client = new pg.Client(DATABASE_URL);
    await client.connect();
    onTestFinished(() => client.end());
    const { rows } = await client.query(`
    select count(*)::int as orders,
      count(*) filter (where state = 'paid')::int as paid,
      (select count(*)::int from payments) as payments,
      (select count(*)::int from parcels) as parcels
    from order_states`);
    expect(rows).toEqual([{ orders: 200, paid: 200, payments: 200, parcels: 200 }]);
    // The sandbox shares a process with the customers, and may be slow to answer: that is said, and nothing else.
    const slow = /No answer within 2 s\.|did not answer within 5000 ms/;
    expect([...one.said, ...other.said].filter((line) => !slow.test(line))).toEqual([]);
    observe(context, {
      happens: `${statuses.flat().length} reports, each answered with 200; ${rows[0].paid} orders paid, ${rows[0].parcels} parcels`,
      sees: "Paid",
      orders: rows[0].paid,
    });
  });
});
