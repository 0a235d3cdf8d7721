import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { Hono } from "hono";
import { parseRedirect } from "iamport-request-pay";
import { createPaymentHandlers, verifyPayment } from "iamport-request-pay/server";
import { orderPage, viewOf } from "./order-page.mjs";

/** What the shop sells. What it costs is decided here, and nowhere in the browser. */
const product = { amount: "64900.00", currency: "KRW" };

/** @type {Record<string, string>} */
const types = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript" };

/**
 * The shop's pages, its orders, and the two addresses that hear of payments.
 *
 * @param {object} parts
 * @param {ReturnType<import("./orders.mjs").createOrders>} parts.orders
 * @param {import("iamport-request-pay/server").IamportClient} parts.client
 * @param {{ userCode: string, addresses: object, testing: boolean }} parts.page what the checkout page has to know
 * @param {string | null} parts.sandboxUrl
 * @param {(error: unknown) => void} parts.onError
 */
export function createApp({ orders, client, page, sandboxUrl, onError }) {
  const app = new Hono();

  const { complete, webhook } = createPaymentHandlers({
    client,
    findOrder: orders.find,
    onVerified: orders.settle,
    onForged: ({ reason, imp_uid, merchant_uid }) =>
      console.warn(`Not settled: ${imp_uid} for ${merchant_uid} (${reason})`),
    onError,
  });
  app.all("/payments/complete", (context) => complete(context.req.raw));
  app.all("/payments/webhook", (context) => webhook(context.req.raw));

  app.post("/orders", async (context) => {
    const merchant_uid = await orders.create(product);
    const order = { merchant_uid, amount: Number(product.amount), currency: product.currency };
    // From here on PortOne's window refuses any other amount. It is a second lock: without it the payment is
    // verified all the same, so that it is no reason not to sell.
    await client.preparePayment(order).catch(onError);
    return context.json(order, 201);
  });

  app.post("/orders/:merchantUid/begin", async (context) => {
    await orders.begin(context.req.param("merchantUid"));
    return context.body(null, 204);
  });

  /** @param {import("hono").Context} context */
  const surroundings = (context) => {
    const asked = context.req.query("lang") ?? context.req.header("accept-language") ?? "ko";
    /** @type {"ko" | "en"} */
    const language = asked.startsWith("en") ? "en" : "ko";
    return { language, sandboxUrl };
  };

  app.get("/orders/:merchantUid", async (context) => {
    const order = await orders.find(context.req.param("merchantUid"));
    const view = order ? viewOf(order) : /** @type {const} */ ({ state: "nothing" });
    return context.html(orderPage(view, surroundings(context)), order ? 200 : 404);
  });

  // Where a phone comes back to. What the address says is as good as anybody's word: it is looked up.
  app.get("/complete", async (context) => {
    const result = parseRedirect(context.req.url);
    const { imp_uid = null, merchant_uid = null } = result ?? {};
    /** @type {import("./order-page.mjs").View} */
    let view = { state: "nothing" };
    if (merchant_uid) {
      try {
        const verification = await verifyPayment(client, { imp_uid, merchant_uid }, orders.find);
        if (verification.status === "forged") {
          view = { state: "forged", merchantUid: merchant_uid, reason: verification.reason };
        } else {
          await orders.settle(verification);
          const order = await orders.find(merchant_uid);
          if (order) view = viewOf(order);
        }
      } catch (error) {
        // Nothing is known yet. The page asks again by itself.
        onError(error);
        view = { state: "checking", merchantUid: merchant_uid };
      }
    }
    return context.html(orderPage(view, surroundings(context)));
  });

  const { amount, currency } = product;
  const config = Object.entries({ ...page, product: { amount: Number(amount), currency } })
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};\n`)
    .join("");
  app.get("/config.js", (context) => context.body(config, 200, { "content-type": "text/javascript" }));
  app.get("/iamport-request-pay.js", () => file("../../../dist/index.js"));
  app.get("/", () => file("../public/checkout.html"));
  app.get("/:name{[a-z-]+\\.(js|css)}", (context) => file(`../public/${context.req.param("name")}`));

  app.onError((error, context) => {
    onError(error);
    return context.json({ message: "Please try again in a moment." }, 503);
  });
  return app;
}

/** @param {string} path */
async function file(path) {
  try {
    const body = await readFile(new URL(path, import.meta.url));
    const type = `${types[extname(path)]}; charset=utf-8`;
    return new Response(body, { headers: { "content-type": type, "cache-control": "no-cache" } });
  } catch {
    return new Response("Not found", { status: 404 });
  }
}
