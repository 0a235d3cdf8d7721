// A payment's report to the demo shop, end to end: HTTP, the order, PortOne, the verdict, the settlement in the database.
import { fork } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { startShop } from "../examples/checkout/server/start-shop.mjs";
import { startPostgres } from "../scripts/postgres.mjs";
import { ratios, spread } from "./statistics.mjs";
import { pool } from "./verification.mjs";

/**
 * What a customer sends. Over `fetch` it would take longer than all that the shop does for it.
 *
 * @param {Agent} agent the customers' connections
 * @param {string} url
 * @param {object} body
 */
function post(agent, url, body) {
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

/** How many times the orders of 0.1.0's shop this one is to complete. */
const promised = { PGlite: 1, PostgreSQL: 1.5 };

/**
 * @param {object} size
 * @param {number} size.rounds
 * @param {number} size.orders in a round
 * @param {number[]} size.atOnce
 * @param {string} [size.beside] a checkout of an earlier release, installed and built: its shop takes turns with this one
 */
export async function measureCompletion({ rounds, orders, atOnce: concurrencies, beside }) {
  const cells = [];
  for (const database of ["PGlite", "PostgreSQL"]) {
    // PortOne isn't on the shop's machine.
    const sandbox = fork(new URL("sandbox.mjs", import.meta.url));
    /** @type {(() => Promise<unknown>)[]} */
    const closers = [async () => sandbox.kill()];
    try {
      const [{ port }] = await once(sandbox, "message");
      const sandboxUrl = `http://127.0.0.1:${port}`;
      /** A shop with a database of its own. */
      const open = async (/** @type {typeof startShop} */ start) => {
        const postgres = database === "PostgreSQL" && (await startPostgres());
        if (postgres) closers.push(() => postgres.stop());
        const databaseUrl = postgres ? postgres.url : undefined;
        const shop = await start({ port: 0, databaseUrl, sandboxUrl, lookEvery: 3_600_000 });
        closers.push(() => shop.close());
        return shop.url;
      };
      const shop = await open(startShop);
      const earlier = beside && (await open(await startShopOf(beside)));
      for (const atOnce of concurrencies) {
        const perSecond = [];
        const earlierPerSecond = [];
        for (let round = -1; round < rounds; round++) {
          const ours = await completeAll({ shop, sandboxUrl, orders, atOnce });
          const theirs = earlier && (await completeAll({ shop: earlier, sandboxUrl, orders, atOnce }));
          // The first warms up.
          if (round < 0) continue;
          perSecond.push(ours);
          if (theirs) earlierPerSecond.push(theirs);
        }
        const cell = { database, atOnce, orders, perSecond: spread(perSecond) };
        if (!earlier) cells.push(cell);
        else {
          const toEarlier = spread(ratios(perSecond, earlierPerSecond));
          cells.push({ ...cell, earlier: spread(earlierPerSecond), toEarlier });
        }
      }
    } finally {
      for (const close of closers.reverse()) await close();
    }
  }
  const targets = cells
    .filter(({ toEarlier, atOnce }) => toEarlier && atOnce === 50)
    .map(({ database, toEarlier }) => ({
      name: {
        en: `orders a second beside the earlier release, ${database}, 50 at a time`,
        ko: `이전 릴리스 대비 초당 주문, ${database}, 동시 50개`,
      },
      measured: `${toEarlier.median.toFixed(2)} ×`,
      promised: `≥ ${promised[database]} ×`,
      met: toEarlier.median >= promised[database],
    }));
  return { cells, targets };
}

/** @param {string} folder */
async function startShopOf(folder) {
  const path = resolve(folder, "examples/checkout/server/start-shop.mjs");
  return (await import(pathToFileURL(path).href)).startShop;
}

/** @returns {Promise<number>} orders completed a second, of payments that were made before */
async function completeAll({ shop, sandboxUrl, orders, atOnce }) {
  // They are kept for a round, and no longer: the other shop's round lasts longer than this one keeps an idle connection.
  const agent = new Agent({ keepAlive: true });
  const reports = [];
  for (let number = 0; number < orders; number++) {
    const { merchant_uid, amount } = await post(agent, `${shop}/orders`, {});
    const { impUid } = await post(agent, `${sandboxUrl}/payments/open`, {
      ...{ action: "payment", userCode: "imp00000000" },
      data: { merchant_uid, amount, name: "chair" },
    });
    reports.push({ imp_uid: impUid, merchant_uid });
  }
  const start = performance.now();
  await pool(reports, atOnce, async (report) => {
    const { status } = await post(agent, `${shop}/payments/complete`, report);
    if (status !== "success") throw new Error(`${report.merchant_uid}: ${status}`);
  });
  const perSecond = (1000 * orders) / (performance.now() - start);
  agent.destroy();
  return perSecond;
}
