// One of the examples, and a sandbox to pay in: `npm run example react`, `vue` or `script-tag`.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { getRequestListener, serve } from "@hono/node-server";
import vue from "@vitejs/plugin-vue";
import { Hono } from "hono";
import { createSandbox } from "iamport-request-pay/sandbox";
import { createServer } from "vite";
import { createMerchantServer } from "./merchant-server.mjs";

const root = new URL("..", import.meta.url);

/**
 * Starts it on loopback, on a free port unless told otherwise.
 *
 * @param {string} name
 * @param {{ port?: number }} [options]
 */
export async function startExample(name, { port = 0 } = {}) {
  const sandbox = createSandbox();
  const sandboxUrl = await sandbox.listen();
  try {
    const { url, close } = await (name === "script-tag" ? servePage : serveVite)(name, sandboxUrl, port);
    return { url, sandboxUrl, close: () => Promise.all([close(), sandbox.close()]) };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}

/** @typedef {Promise<{ url: string, close: () => Promise<unknown> }>} Served */

/**
 * The pages that are built, by Vite's own server.
 *
 * @param {string} name
 * @param {string} sandboxUrl
 * @param {number} port
 * @returns {Served}
 */
async function serveVite(name, sandboxUrl, port) {
  const merchant = getRequestListener(createMerchantServer(sandboxUrl).fetch);
  /** @type {import("vite").Plugin} */
  const merchantServer = {
    name: "merchant-server",
    configureServer: ({ middlewares }) => {
      middlewares.use((request, response, next) => {
        if (request.method === "POST") void merchant(request, response);
        else next();
      });
    },
  };
  const server = await createServer({
    configFile: false,
    root: fileURLToPath(new URL(`examples/${name}`, root)),
    plugins: name === "vue" ? [vue(), merchantServer] : [merchantServer],
    logLevel: "error",
    // A shop has the package in its node_modules; here it is the build beside it.
    resolve: {
      alias: [
        {
          find: /^iamport-request-pay\/(react|vue)$/,
          replacement: fileURLToPath(new URL("dist/$1.js", root)),
        },
        { find: /^iamport-request-pay$/, replacement: fileURLToPath(new URL("dist/index.js", root)) },
      ],
    },
    define: { __SANDBOX__: JSON.stringify(sandboxUrl) },
    server: { host: "127.0.0.1", port, fs: { allow: [fileURLToPath(root)] } },
  });
  await server.listen(port);
  const [url = ""] = server.resolvedUrls?.local ?? [];
  return { url: url.replace(/\/$/, ""), close: () => server.close() };
}

/**
 * The page without a build step: its files, as they are.
 *
 * @param {string} name
 * @param {string} sandboxUrl
 * @param {number} port
 * @returns {Served}
 */
async function servePage(name, sandboxUrl, port) {
  /** @type {Record<string, [string, string]>} */
  const files = {
    "/": [`examples/${name}/index.html`, "text/html"],
    "/legacy.js": [`examples/${name}/legacy.js`, "text/javascript"],
    "/jquery.js": ["node_modules/jquery/dist/jquery.min.js", "text/javascript"],
    "/iamport-request-pay.global.js": ["dist/iamport-request-pay.global.js", "text/javascript"],
  };
  const app = new Hono().route("/", createMerchantServer(sandboxUrl));
  for (const [path, [file, type]] of Object.entries(files)) {
    app.get(path, async (context) => {
      const text = await readFile(new URL(file, root), "utf8");
      return context.body(text.replace("__SANDBOX__", sandboxUrl), 200, {
        "content-type": `${type}; charset=utf-8`,
      });
    });
  }
  return new Promise((resolve, reject) => {
    const server = /** @type {import("node:http").Server} */ (
      serve({ fetch: app.fetch, port, hostname: "127.0.0.1" }, (address) =>
        resolve({
          url: `http://127.0.0.1:${address.port}`,
          close: () => {
            server.closeAllConnections();
            return new Promise((closed) => server.close(closed));
          },
        }),
      )
    );
    server.on("error", reject);
  });
}
