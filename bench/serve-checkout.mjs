// A checkout page and the sandbox behind one address, with each of the sandbox's answers held back for a while.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { createSandbox } from "../dist/sandbox.js";

/** Both scripts of the page itself, so that the library's own download isn't measured along with what it loads. */
const library = await readFile(new URL("../dist/iamport-request-pay.global.js", import.meta.url), "utf8");

/**
 * The page is cross-origin isolated, for the browser's finest clock. The sandbox is under the page's own address, and
 * under `serviceUrl`, which is another site to the browser: frames from there run in a process of their own, as
 * PortOne's do.
 *
 * @param {(name: string, serviceUrl: string) => string} pageOf the HTML of `/page/<name>`; `<!--library-->` in it
 *   becomes the library
 * @param {string} [inFrame] what is put into the payment frame's `<head>`
 */
export async function serveCheckout(pageOf, inFrame = "") {
  const sandbox = createSandbox({
    outcome: "approve",
    gateways: [{ pg_provider: "kcp", pg_id: "T0000", type: "payment" }],
  });
  let latency = 0;
  const port = () => /** @type {import("node:net").AddressInfo} */ (server.address()).port;
  const serviceUrl = () => `http://localhost:${port()}`;
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    response.setHeader("cross-origin-opener-policy", "same-origin");
    response.setHeader("cross-origin-embedder-policy", "require-corp");
    response.setHeader("cross-origin-resource-policy", "cross-origin");
    const [, name] = /^\/page\/([\w-]+)$/.exec(url.pathname) ?? [];
    if (name) {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(pageOf(name, serviceUrl()).replace("<!--library-->", () => `<script>${library}</script>`));
      return;
    }
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const [answer] = await Promise.all([
      sandbox.fetch(
        new Request(url, {
          method: request.method ?? "GET",
          headers: new Headers(/** @type {Record<string, string>} */ (request.headers)),
          ...(chunks.length && { body: Buffer.concat(chunks) }),
        }),
      ),
      latency && wait(latency),
    ]);
    for (const [header, value] of answer.headers) response.setHeader(header, value);
    // As a CDN says of a release; the rest of the service is never kept.
    const isScript = url.pathname.endsWith(".js");
    response.setHeader("cache-control", isScript ? "public, max-age=3600" : "no-store");
    response.writeHead(answer.status);
    if (url.pathname.includes("/ready/")) {
      response.end((await answer.text()).replace("<head>", () => `<head>${inFrame}`));
    } else response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", () => listening(undefined)));
  return {
    url: `http://127.0.0.1:${port()}`,
    /** @param {number} ms on every request from now on */
    setLatency(ms) {
      latency = ms;
    },
    async close() {
      server.closeAllConnections();
      await Promise.all([new Promise((closed) => server.close(closed)), sandbox.close()]);
    },
  };
}
