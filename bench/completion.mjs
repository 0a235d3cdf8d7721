// A payment's report to the demo shop, end to end: HTTP, the order, PortOne, the verdict, the settlement in the database.
import { fork } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { startShop } from "../examples/checkout/server/start-shop.mjs";
import { startPostgres } from "../scripts/postgres.mjs";
import { spread } from "./statistics.mjs";
import { pool } from "./verification.mjs";

/** The customers' connections, which are kept. */
const agent = new Agent({ keepAlive: true });

/** What a customer sends. Over `fetch` it would take longer than all that the shop does for it. */
function post(url, body) {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json" };
    const sent = request(url, { method: "POST", headers, agent }, async (answer) => {
      let text = "";
      for await (const part of answer.setEncoding("utf8")) text += part;
      resolve(JSON.parse(text));
    });
    sent.on("error", reject);
    sent.end(JSON.stringify(body));
  });
}

/** @param {{ rounds: number, orders: number, atOnce: number[] }} size */
export async function measureCompletion({ rounds, orders, atOnce: concurrencies }) {
  const postgres = await startPostgres();
  const cells = [];
  try {
    for (const [database, databaseUrl] of [
      ["PGlite", undefined],
      ["PostgreSQL", postgres.url],
    ]) {
      // PortOne isn't on the shop's machine.
      const sandbox = fork(new URL("sandbox.mjs", import.meta.url));
      let shop;
      try {
        const [{ port }] = await once(sandbox, "message");
        const sandboxUrl = `http://127.0.0.1:${port}`;
        shop = await startShop({ port: 0, databaseUrl, sandboxUrl, lookEvery: 3_600_000 });
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
        await shop?.close();
        sandbox.kill();
      }
    }
  } finally {
    await postgres.stop();
  }
  return { cells, targets: [] };
}
