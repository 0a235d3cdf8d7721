import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { createPaymentHandlers } from "iamport-request-pay/server";
import { createAgeCheck } from "./age-check/create-age-check.mjs";
import { bounded } from "./bounded.mjs";
import { createCustomer, customerCookie, customerOf } from "./customer.mjs";
import { landing } from "./landing.mjs";
import { languageOf } from "./language.mjs";
import { orderPage, viewOf } from "./order-page.mjs";
import { fromOwnPages } from "./own-pages.mjs";
import { checkoutPage, madePage } from "./security-headers.mjs";
import { createSubscription } from "./subscription/create-subscription.mjs";
import { troublePage } from "./trouble-page.mjs";

/** What the shop sells. What it costs is decided here, and nowhere in the browser. */
const product = { amount: "64900.00", currency: "KRW" };

/** How many requests are answered at a time; the next are told to come again. */
const mostAtOnce = 1_000;
const mostAskingPortOne = 500;

/** @type {Record<string, string>} */
const types = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript" };

/**
 * The shop's pages, its orders, and the two addresses that hear of payments.
 *
 * @param {object} parts
 * @param {import("./open-database.mjs").Database} parts.database
 * @param {ReturnType<import("./orders.mjs").createOrders>} parts.orders
 * @param {import("iamport-request-pay/server").PaymentsHandedOn} parts.handedOn how payments are verified and written down
 * @param {{ userCode: string, addresses: object, testing: boolean }} parts.page what the checkout page has to know
 * @param {string | null} parts.sandboxUrl where a customer finds the sandbox
 * @param {boolean} parts.isHttps whether customers reach the shop by https
 * @param {(error: unknown) => void} parts.onError
 * @param {() => boolean} parts.isClosing
 * @param {Hono} parts.desk the operator's pages
 */
export function createApp({
  database,
  orders,
  handedOn,
  page,
  sandboxUrl,
  isHttps,
  onError,
  isClosing,
  desk,
}) {
  const app = new Hono();

  app.use(async (context, next) => {
    await next();
    // The client's next request is to go to another process.
    if (isClosing()) context.header("connection", "close");
  });

  // PostgreSQL can't hold a zero character, and no address of the shop has one.
  app.use(async (context, next) => (/%00/.test(context.req.url) ? context.notFound() : next()));

  app.get("/health", async (context) => {
    context.header("cache-control", "no-store");
    if (isClosing()) return context.json({ status: "closing" }, 503);
    try {
      await within(2_000, database.query("select 1"));
      return context.json({ status: "ok" });
    } catch (error) {
      onError(error);
      return context.json({ status: "no database" }, 503);
    }
  });

  // These ask PortOne and may have to wait for it. They are limited, so that the rest of the shop still answers.
  const asksPortOne = bounded(mostAskingPortOne);
  app.use("/payments/*", asksPortOne);
  app.use("/complete", asksPortOne);
  app.post("/orders", asksPortOne);
  for (const path of [
    "/age-check/complete",
    "/age-check/landed",
    "/subscription/do/*",
    "/subscription/landed",
  ]) {
    app.use(path, asksPortOne);
  }
  app.use(bounded(mostAtOnce));
  for (const path of ["/orders/*", "/age-check/*", "/subscription/*"]) app.use(path, fromOwnPages);
  // Bodies are held in memory, and no form of the shop's is longer.
  const limit = bodyLimit({
    maxSize: 64 * 1024,
    onError: (context) =>
      context.json({ message: "That is too long." }, 413, { "cache-control": "no-store" }),
  });
  for (const path of ["/age-check/*", "/subscription/*", "/desk/*"]) app.use(path, limit);

  const { complete, webhook } = createPaymentHandlers({
    ...handedOn,
    authorize: (request, merchant_uid) => orders.isCustomers(merchant_uid, customerOf(request)),
  });
  app.all("/payments/complete", (context) => complete(context.req.raw));
  app.all("/payments/webhook", (context) => webhook(context.req.raw));

  app.post("/orders", async (context) => {
    const customer = customerOf(context.req.raw) ?? createCustomer();
    const merchant_uid = await orders.create(product, customer);
    const order = { merchant_uid, amount: Number(product.amount), currency: product.currency };
    // From here on PortOne's window refuses any other amount. It is a second lock: without it the payment is
    // verified all the same, so that it is no reason not to sell, nor to keep a customer waiting.
    const prepared = handedOn.client.preparePayment(order).catch(onError);
    await within(2_000, prepared).catch(onError);
    context.header("cache-control", "no-store");
    context.header("set-cookie", customerCookie(customer, isHttps));
    return context.json(order, 201);
  });

  app.post("/orders/:merchantUid/begin", async (context) => {
    await orders.begin(context.req.param("merchantUid"));
    return context.body(null, 204);
  });

  // From the shop's own books: PortOne isn't asked, however often the page is loaded.
  app.get("/orders/:merchantUid", async (context) => {
    const order = await orders.find(context.req.param("merchantUid"));
    const isCustomer =
      order !== null && (await orders.isCustomers(order.merchantUid, customerOf(context.req.raw)));
    const view = order ? viewOf(order) : /** @type {const} */ ({ state: "nothing" });
    const surroundings = { language: languageOf(context.req.raw), sandboxUrl, isCustomer };
    return context.html(orderPage(view, surroundings), order ? 200 : 404, madePage);
  });

  const land = landing({ orders, complete });
  // The landing page, for phones. Anybody can write its address, so that what it says is looked up at PortOne.
  app.get("/complete", async (context) => {
    const { view, isCustomer } = await land(context.req.raw);
    const surroundings = { language: languageOf(context.req.raw), sandboxUrl, isCustomer };
    return context.html(orderPage(view, surroundings), 200, madePage);
  });

  app.route("/desk", desk);
  const { client } = handedOn;
  app.route(
    "/subscription",
    createSubscription({ database, orders, client, complete, land, isHttps, onError }),
  );
  app.route("/age-check", createAgeCheck({ database, client, isHttps, onError }));

  const { amount, currency } = product;
  const config = Object.entries({ ...page, product: { amount: Number(amount), currency } })
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};\n`)
    .join("");
  app.get("/config.js", (context) => context.body(config, 200, { "content-type": "text/javascript" }));
  app.get("/iamport-request-pay.js", () => file("../../../dist/index.js"));
  app.get("/", () => file("../public/checkout.html", checkoutPage));
  app.get("/:name{[a-z-]+\\.(js|css)}", (context) => file(`../public/${context.req.param("name")}`));

  app.onError((error, context) => {
    onError(error);
    const { method, url, headers } = context.req.raw;
    // A person, perhaps back from a gateway. The page loads this address, with the payment's answer in it, again by itself.
    if (method === "GET" && headers.get("accept")?.includes("text/html")) {
      const { pathname, search } = new URL(url);
      return context.html(troublePage(languageOf(context.req.raw), pathname + search), 503, madePage);
    }
    return context.json({ message: "Please try again in a moment." }, 503, { "cache-control": "no-store" });
  });
  return app;
}

/**
 * @param {number} milliseconds
 * @param {Promise<unknown>} promise isn't stopped when it takes longer
 * @returns {Promise<void>} rejects when it takes longer
 */
async function within(milliseconds, promise) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${milliseconds / 1000} s.`)), milliseconds);
  });
  await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/**
 * @param {string} path
 * @param {Record<string, string>} [headers]
 */
async function file(path, headers) {
  try {
    const body = await readFile(new URL(path, import.meta.url));
    const type = `${types[extname(path)]}; charset=utf-8`;
    return new Response(body, { headers: { "content-type": type, "cache-control": "no-cache", ...headers } });
  } catch {
    return new Response("Not found", { status: 404 });
  }
}
