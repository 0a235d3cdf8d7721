// The shop: three pages and a sandbox to pay in. Everything it serves is beside it, or the built library.
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { createSandbox } from "iamport-request-pay/sandbox";

const types = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript" };

/** Starts sandbox and shop on loopback. When the port is taken, the shop gets a free one. */
export async function startShop({ port = 3000 } = {}) {
  const userCode = "imp00000000";
  const sandbox = createSandbox({ userCode });
  const sandboxUrl = await sandbox.listen();

  const shop = new Hono();
  // Where the page finds the SDK. With PortOne itself, the two addresses are left out. A module, so that the
  // page has it before anybody can press Pay.
  const addresses = {
    sdkUrl: `${sandboxUrl}/js/iamport.payment-1.2.0.js`,
    jqueryUrl: `${sandboxUrl}/jquery-1.12.4.min.js`,
  };
  const config = `export const userCode = ${JSON.stringify(userCode)};
export const addresses = ${JSON.stringify(addresses)};
`;
  shop.get("/config.js", (context) => context.body(config, 200, { "content-type": types[".js"] }));
  shop.get("/iamport-request-pay.js", () => file("../../dist/index.js"));
  shop.get("/", () => file("public/checkout.html"));
  shop.get("/complete", () => file("public/complete.html"));
  shop.get("/:name{[a-z-]+\\.(js|css)}", (context) => file(`public/${context.req.param("name")}`));

  const server = await listen(shop, port).catch(() => listen(shop, 0));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    sandboxUrl,
    async close() {
      server.closeAllConnections();
      await Promise.all([sandbox.close(), new Promise((closed) => server.close(closed))]);
    },
  };
}

async function file(path) {
  try {
    const body = await readFile(new URL(path, import.meta.url));
    const type = `${types[extname(path)]}; charset=utf-8`;
    return new Response(body, { headers: { "content-type": type, "cache-control": "no-cache" } });
  } catch {
    return new Response("Not found", { status: 404 });
  }
}

function listen(shop, port) {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: shop.fetch, port, hostname: "127.0.0.1" }, () => resolve(server));
    server.on("error", reject);
  });
}
