import { serve } from "@hono/node-server";

/**
 * Within what time a request has to be there with its whole body, in milliseconds. Whoever sends a byte a minute would keep
 * one of the places of those that are answered at a time.
 */
const longestRequest = 10_000;

/** For how long requests that are under way may go on once the server is to close, in milliseconds. */
const longestClose = 7_000;

const serverOptions = {
  headersTimeout: longestRequest,
  requestTimeout: longestRequest,
  // How often Node looks for those that take longer.
  connectionsCheckingInterval: 1_000,
  // Longer than a proxy keeps an idle connection: it would send a request just as Node's 5 s are over, and lose it.
  keepAliveTimeout: 65_000,
};

/**
 * @param {(request: Request) => Promise<Response>} answer
 * @param {{ port: number, hostname: string }} where
 * @returns {Promise<{ port: number, close: () => Promise<void> }>} `close` takes no new connection, lets what is under
 *   way end within 7 s, and cuts what hasn't
 */
export function listen(answer, { port, hostname }) {
  return new Promise((resolve, reject) => {
    const server = /** @type {import("node:http").Server} */ (
      serve({ fetch: answer, port, hostname, serverOptions }, (address) => {
        resolve({ port: address.port, close });
      })
    );
    server.on("error", reject);

    async function close() {
      const closed = new Promise((done) => server.close(done));
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), longestClose);
      await closed;
      clearTimeout(cut);
    }
  });
}
