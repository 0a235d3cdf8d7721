import { serve } from "@hono/node-server";

/** For how long requests that are under way may go on once the server is to close, in milliseconds. */
const longestClose = 7_000;

/**
 * @param {(request: Request) => Promise<Response>} answer
 * @param {{ port: number, hostname: string }} where
 * @returns {Promise<{ port: number, close: () => Promise<void> }>} `close` takes no new connection, lets what is under
 *   way end within 7 s, and cuts what hasn't
 */
export function listen(answer, { port, hostname }) {
  return new Promise((resolve, reject) => {
    const server = /** @type {import("node:http").Server} */ (
      serve({ fetch: answer, port, hostname }, (address) => resolve({ port: address.port, close }))
    );
    server.on("error", reject);
    // Without it, a client that sends a byte a minute would keep a connection open, and `close` waiting.
    server.headersTimeout = 20_000;
    server.requestTimeout = 30_000;
    // Longer than a proxy keeps an idle connection: it would send a request just as Node's 5 s are over, and lose it.
    server.keepAliveTimeout = 65_000;

    async function close() {
      const closed = new Promise((done) => server.close(done));
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), longestClose);
      await closed;
      clearTimeout(cut);
    }
  });
}
