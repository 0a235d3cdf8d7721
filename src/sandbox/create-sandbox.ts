import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { createApp } from "./create-app.ts";
import { type SandboxOptions, settingsFrom } from "./options.ts";
import { advance } from "./service/advance.ts";
import { plant } from "./service/plant.ts";
import { createState } from "./service/state.ts";

/** A PortOne of your own. */
export interface Sandbox {
  /** Where it listens, `http://127.0.0.1:…`. Throws before {@link Sandbox.listen} has resolved. */
  readonly url: string;
  /**
   * Answers a request for any host, by its path alone: a test can put it in the place of
   * `code.jquery.com`, `cdn.iamport.kr`, `service.iamport.kr` and `api.iamport.kr`.
   */
  fetch(request: Request): Promise<Response>;
  /**
   * Listens on a port and resolves with the address. Rejects when it listens already, or the port is taken.
   * @param port - 0 or nothing: a free one
   */
  listen(port?: number): Promise<string>;
  /**
   * Moves the sandbox's clock forward. Scheduled payments and webhooks that are to be repeated fall due on the way, and
   * are waited for; accounts, tokens and cards go by it too.
   * @param ms - milliseconds, from 0 to those of a hundred years; rejects with a `RangeError` for anything else
   */
  advance(ms: number): Promise<void>;
  /**
   * Stops listening, ends open connections at once, and sends no webhook again. What is scheduled waits for the next
   * {@link Sandbox.listen}.
   */
  close(): Promise<void>;
}

/**
 * A PortOne V1 (i'mport) on your own machine: jQuery and the SDK script, the service behind them, a
 * payment window that a person can use, the REST API, and webhooks. No money moves, and nothing leaves the machine
 * but webhooks to an address elsewhere.
 *
 * @example
 * ```ts
 * const sandbox = createSandbox({ outcome: "approve" });
 * const url = await sandbox.listen();
 * // in the page: <script src="${url}/jquery.js"> and <script src="${url}/js/iamport.payment-1.2.0.js">
 * await sandbox.close();
 * ```
 * @throws TypeError when `webhookUrl` is no http or https address
 * @see https://api.iamport.kr
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const settings = settingsFrom(options);
  const state = createState(settings);
  plant(state, settings.seed);
  const app = createApp(state);
  let server: Server | null = null;
  let url: string | null = null;

  return {
    get url() {
      if (url === null) throw new Error("The sandbox has no address yet: await listen() first.");
      return url;
    },
    fetch: async (request) => {
      const response = await app.fetch(request);
      // A slow answer to a caller who has given up; a real fetch would have rejected.
      request.signal.throwIfAborted();
      return response;
    },
    listen: async (port = 0) => {
      if (server) throw new Error("The sandbox listens already: close() it first.");
      // The adaptor is given no TLS or HTTP/2 options, so it makes a plain HTTP server.
      // It must not replace the global Request and Response of this process.
      const listening = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server;
      server = listening;
      try {
        await new Promise<void>((resolve, reject) => {
          listening.once("error", reject);
          listening.listen(port, settings.hostname, resolve);
        });
      } catch (error) {
        server = null;
        throw error;
      }
      const address = listening.address() as AddressInfo;
      // What was scheduled before a close() is still due.
      state.clock.resume();
      url = `http://${settings.hostname.includes(":") ? `[${settings.hostname}]` : settings.hostname}:${address.port}`;
      return url;
    },
    advance: async (ms) => {
      const problem = await advance(state, ms);
      if (problem !== undefined) throw new RangeError(`advance(${ms}): ${problem}`);
    },
    close: async () => {
      const listening = server;
      server = null;
      url = null;
      state.webhooks.stop();
      state.clock.stop();
      if (!listening) return;
      await new Promise<void>((resolve) => {
        listening.close(() => resolve());
        listening.closeAllConnections();
      });
    },
  };
}
