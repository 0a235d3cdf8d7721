// The shop: its pages, its orders in a database, and PortOne or a sandbox to pay in.
import { serve } from "@hono/node-server";
import { createSandbox } from "iamport-request-pay/sandbox";
import { createIamportClient } from "iamport-request-pay/server";
import { createApp } from "./create-app.mjs";
import { lookAfterOrders } from "./look-after-orders.mjs";
import { openDatabase } from "./open-database.mjs";
import { createOrders } from "./orders.mjs";

/**
 * Starts the shop on loopback. With the three keys of PortOne's console it talks to PortOne; else to a sandbox, which
 * it starts as well unless it is told of one.
 *
 * @param {object} [options]
 * @param {number} [options.port] when it is taken, the shop gets a free one
 * @param {string} [options.databaseUrl] a PostgreSQL; else one in memory
 * @param {{ userCode: string, impKey: string, impSecret: string, testing: boolean }} [options.portone] keys of
 *   PortOne's console, and whether payments through its test channels count
 * @param {string} [options.sandboxUrl] a sandbox that is there already, with the default keys
 * @param {import("iamport-request-pay/sandbox").SandboxOptions} [options.sandbox] for the one that is started
 * @param {number} [options.lookEvery] milliseconds between two looks at the unsettled orders
 * @param {(error: unknown) => void} [options.onError]
 */
export async function startShop({
  port = 3000,
  databaseUrl,
  portone,
  sandboxUrl: given,
  sandbox: sandboxOptions,
  lookEvery = 60_000,
  onError = console.error,
} = {}) {
  // Known before anything listens: what has been opened is closed in the opposite order.
  /** @type {(() => Promise<unknown>)[]} */
  const closers = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const { db, close: closeDatabase } = await openDatabase(databaseUrl);
    closers.push(closeDatabase);
    const orders = createOrders(db);

    // The sandbox has to know where to send its webhooks, and the shop where the sandbox is.
    /** @type {ReturnType<typeof createApp> | undefined} */
    let app;
    /** @param {Request} request */
    const answer = async (request) => app?.fetch(request) ?? new Response(null, { status: 503 });
    const server = await listen(answer, port).catch(() => listen(answer, 0));
    const url = `http://127.0.0.1:${server.port}`;
    closers.push(server.close);

    let sandboxUrl = portone ? null : (given ?? null);
    if (!portone && !given) {
      const sandbox = createSandbox({ webhookUrl: `${url}/payments/webhook`, ...sandboxOptions });
      sandboxUrl = await sandbox.listen();
      closers.push(() => sandbox.close());
    }

    const client = createIamportClient({
      impKey: portone?.impKey ?? "imp_apikey",
      impSecret: portone?.impSecret ?? "imp_secret",
      ...(sandboxUrl && { baseUrl: sandboxUrl }),
      // A sandbox's payments are test payments. On a live shop they must not count.
      includeSandbox: portone ? portone.testing : true,
    });
    const page = {
      userCode: portone?.userCode ?? "imp00000000",
      // Where the page finds the SDK; with PortOne itself, nothing has to be said.
      addresses: sandboxUrl
        ? {
            sdkUrl: `${sandboxUrl}/js/iamport.payment-1.2.0.js`,
            jqueryUrl: `${sandboxUrl}/jquery-1.12.4.min.js`,
          }
        : {},
      testing: portone?.testing ?? true,
    };
    app = createApp({ orders, client, page, sandboxUrl, onError });
    closers.push(lookAfterOrders({ orders, client, onError, every: lookEvery }));
    return { url, sandboxUrl, db, orders, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * @param {(request: Request) => Promise<Response>} answer
 * @param {number} port
 * @returns {Promise<{ port: number, close: () => Promise<unknown> }>}
 */
function listen(answer, port) {
  return new Promise((resolve, reject) => {
    const server = /** @type {import("node:http").Server} */ (
      serve({ fetch: answer, port, hostname: "127.0.0.1" }, (address) =>
        resolve({
          port: address.port,
          close: () => {
            const closed = new Promise((done) => server.close(done));
            server.closeAllConnections();
            return closed;
          },
        }),
      )
    );
    server.on("error", reject);
  });
}
