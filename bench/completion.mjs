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

/** Orders a second in this library's first release, 50 at a time, on two Xeon cores of the same kind: docs/benchmarks of 0.1.0. */
const firstRelease = { PGlite: 341, PostgreSQL: 701 };
const promised = { PGlite: 1, PostgreSQL: 1.5 };

function besideBefore(database, perSecond) {
  const ratio = perSecond.median / firstRelease[database];
  return {
    name: {
      en: `orders a second, ${database}, 50 at a time, beside release 0.1.0 (${firstRelease[database]} on a machine of this kind)`,
      ko: `초당 주문, ${database}, 동시 50건, 0.1.0 대비(같은 종류의 컴퓨터에서 ${firstRelease[database]}건)`,
    },
    measured: `${ratio.toFixed(2)} ×`,
    promised: `≥ ${promised[database]} ×`,
    met: ratio >= promised[database],
    why: {
      en: "the earlier figure belongs to its own machine; on another one only the table says something",
      ko: "예전 수치는 그때의 컴퓨터에서 잰 것이므로, 다른 컴퓨터에서는 표의 수치만 의미가 있습니다",
    },
  };
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
  const targets = cells
    .filter(({ atOnce }) => atOnce === 50)
    .map(({ database, perSecond }) => besideBefore(database, perSecond));
  return { cells, targets };
}
