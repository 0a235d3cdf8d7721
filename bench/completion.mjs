// A payment's report to the demo shop, end to end: HTTP, the order, PortOne, the verdict, the settlement in the database.
import { createSandbox } from "../dist/sandbox.js";
import { startShop } from "../examples/checkout/server/start-shop.mjs";
import { startPostgres } from "../scripts/postgres.mjs";
import { spread } from "./statistics.mjs";
import { pool } from "./verification.mjs";

const json = { "content-type": "application/json" };

/** @param {{ rounds: number, orders: number, atOnce: number[] }} size */
export async function measureCompletion({ rounds, orders, atOnce: concurrencies }) {
  const postgres = await startPostgres();
  const cells = [];
  try {
    for (const [database, databaseUrl] of [
      ["PGlite", undefined],
      ["PostgreSQL", postgres.url],
    ]) {
      const sandbox = createSandbox({ outcome: "approve" });
      const sandboxUrl = await sandbox.listen();
      const shop = await startShop({ port: 0, databaseUrl, sandboxUrl, lookEvery: 3_600_000 });
      const post = async (url, body) => {
        const answer = await fetch(url, { method: "POST", headers: json, body: JSON.stringify(body) });
        return answer.json();
      };
      try {
        for (const atOnce of concurrencies) {
          const perSecond = [];
          for (let round = -1; round < rounds; round++) {
            const reports = [];
            for (let number = 0; number < orders; number++) {
              const { merchant_uid, amount } = await post(`${shop.url}/orders`, {});
              const { impUid } = await post(`${sandboxUrl}/payments/open`, {
                ...{ action: "payment", userCode: "imp00000000" },
                data: { merchant_uid, amount, name: "chair" },
              });
              reports.push({ imp_uid: impUid, merchant_uid });
            }
            const start = performance.now();
            await pool(reports, atOnce, async (report) => {
              const { status } = await post(`${shop.url}/payments/complete`, report);
              if (status !== "success") throw new Error(`${report.merchant_uid}: ${status}`);
            });
            if (round >= 0) perSecond.push((1000 * orders) / (performance.now() - start));
          }
          cells.push({ database, atOnce, orders, perSecond: spread(perSecond) });
        }
      } finally {
        await shop.close();
        await sandbox.close();
      }
    }
  } finally {
    await postgres.stop();
  }
  return { cells, targets: [] };
}
