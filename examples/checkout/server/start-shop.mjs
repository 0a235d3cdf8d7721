// The shop: its pages, its orders in a database, and PortOne or a sandbox to pay in.
import { randomBytes } from "node:crypto";
import { createSandbox } from "iamport-request-pay/sandbox";
import { createIamportClient, lookAfterOrders } from "iamport-request-pay/server";
import { createApp } from "./create-app.mjs";
import { createDesk } from "./desk/create-desk.mjs";
import { createDoubts } from "./doubts.mjs";
import { listen } from "./listen.mjs";
import { createLog } from "./log.mjs";
import { openDatabase } from "./open-database.mjs";
import { createOrders } from "./orders.mjs";
import { createPayments } from "./payments.mjs";

/**
 * Starts the shop. With the three keys of PortOne's console it talks to PortOne; else to a sandbox, which it starts as
 * well unless it is told of one.
 *
 * @param {object} [options]
 * @param {number} [options.port] when it is taken, the shop gets a free one, unless it talks to PortOne
 * @param {string} [options.hostname] where to listen: on loopback alone, unless told otherwise
 * @param {string | undefined} [options.publicUrl] where customers reach the shop, if it isn't there
 * @param {string | undefined} [options.databaseUrl] a PostgreSQL; else PGlite
 * @param {string | undefined} [options.databaseFolder] where PGlite keeps its data; else in memory
 * @param {{ userCode: string, impKey: string, impSecret: string, testing: boolean } | undefined} [options.portone] keys
 *   of PortOne's console, and whether payments through its test channels count
 * @param {string | undefined} [options.sandboxUrl] a sandbox that is there already, with the default keys
 * @param {string | undefined} [options.sandboxPublicUrl] where browsers find that one, if not there
 * @param {import("iamport-request-pay/sandbox").SandboxOptions} [options.sandbox] for the one that is started
 * @param {string | undefined} [options.deskPassword] of the operator's desk; else one is made
 * @param {number | false} [options.lookEvery] milliseconds between two looks after the orders; `false`: none, since
 *   another process does it
 * @param {number} [options.requestsPerMinute] how many requests the look may send to PortOne
 * @param {(error: unknown, about?: object) => void} [options.onError]
 * @param {(entry: import("iamport-request-pay/server").LogEntry) => void} [options.onVerdict]
 */
export async function startShop({
  port = 3000,
  hostname = "127.0.0.1",
  publicUrl,
  databaseUrl,
  databaseFolder,
  portone,
  sandboxUrl: given,
  sandboxPublicUrl,
  sandbox: sandboxOptions,
  deskPassword = randomBytes(9).toString("base64url"),
  lookEvery = 60_000,
  requestsPerMinute = 60,
  onError = createLog(console.error).error,
  onVerdict = createLog().verdict,
} = {}) {
  /** @type {import("./open-database.mjs").Database | undefined} */
  let database;
  /** @type {Awaited<ReturnType<typeof listen>> | undefined} */
  let server;
  /** @type {import("iamport-request-pay/sandbox").Sandbox | undefined} */
  let sandbox;
  /** @type {import("iamport-request-pay/server").OrdersLookedAfter | undefined} */
  let look;
  let isClosing = false;
  const close = async () => {
    isClosing = true;
    // Requests and looks that are under way need the sandbox and the database until they have ended.
    await Promise.all([server?.close(), look?.stop()]);
    await sandbox?.close();
    await database?.close();
  };
  try {
    database = await openDatabase({ url: databaseUrl, folder: databaseFolder });
    const orders = createOrders(database);
    const payments = createPayments(database);
    const doubts = createDoubts(database);

    // The sandbox has to know where to send its webhooks, and the shop where the sandbox is.
    /** @type {ReturnType<typeof createApp> | undefined} */
    let app;
    /** @param {Request} request */
    const answer = async (request) => app?.fetch(request) ?? new Response(null, { status: 503 });
    server = await listen(answer, { port, hostname }).catch((error) => {
      // Where PortOne is told of an address, nobody finds another one.
      if (portone || error.code !== "EADDRINUSE") throw error;
      return listen(answer, { port: 0, hostname });
    });
    const url = `http://${hostIn(hostname)}:${server.port}`;

    let sandboxUrl = portone ? null : (given ?? null);
    if (!portone && !given) {
      sandbox = createSandbox({ webhookUrl: `${url}/payments/webhook`, ...sandboxOptions });
      sandboxUrl = await sandbox.listen();
    }

    const client = createIamportClient({
      impKey: portone?.impKey ?? "imp_apikey",
      impSecret: portone?.impSecret ?? "imp_secret",
      ...(sandboxUrl && { baseUrl: sandboxUrl }),
      // A webhook's sender waits 30 s.
      timeout: 5_000,
      // A sandbox's payments are test payments. On a live shop they must not count.
      includeSandbox: portone ? portone.testing : true,
    });
    const handedOn = {
      client,
      findOrder: orders.findPrice,
      onVerified: payments.record,
      onForged: payments.recordForged,
      onError,
      log: onVerdict,
    };
    const seenSandboxUrl = sandboxPublicUrl ?? sandboxUrl;
    const page = {
      userCode: portone?.userCode ?? "imp00000000",
      // Where the page finds the SDK; with PortOne itself, nothing has to be said.
      addresses: seenSandboxUrl
        ? {
            sdkUrl: `${seenSandboxUrl}/js/iamport.payment-1.2.0.js`,
            jqueryUrl: `${seenSandboxUrl}/jquery-1.12.4.min.js`,
          }
        : {},
      testing: portone?.testing ?? true,
    };
    const isHttps = publicUrl?.startsWith("https:") ?? false;
    app = createApp({
      database,
      orders,
      handedOn,
      page,
      sandboxUrl: seenSandboxUrl,
      isHttps,
      onError,
      isClosing: () => isClosing,
      desk: createDesk({ database, payments, client, password: deskPassword, isHttps }),
    });
    if (lookEvery !== false) {
      look = lookAfterOrders({ ...handedOn, ...doubts, every: lookEvery, requestsPerMinute });
    }
    return {
      url,
      sandboxUrl,
      deskPassword,
      /** Where the orders are kept, in words. */
      database: databaseUrl ? "PostgreSQL" : databaseFolder ? `PGlite, in ${databaseFolder}` : "in memory",
      db: database,
      handedOn,
      orders,
      payments,
      doubts,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * @param {string} hostname where the shop listens, which may be everywhere
 * @returns {string} as an address has it, of this machine
 */
function hostIn(hostname) {
  if (hostname === "0.0.0.0") return "127.0.0.1";
  if (hostname === "::") return "[::1]";
  return hostname.includes(":") ? `[${hostname}]` : hostname;
}
