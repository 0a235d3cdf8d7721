import { createServer, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A server in front of another. */
export interface Front {
  url: string;
  /** Gone: who asks finds nobody, and what is being answered is cut off. */
  goAway(): Promise<void>;
  /** There again, at the same address. */
  comeBack(): Promise<void>;
}

/** Hears of each request before it is passed on, and may add headers to its answer, or cut it off. */
export type OnRequest = (path: string, answer: ServerResponse, front: Front) => unknown;

/** What stands in front of the sandbox and passes everything on, as a proxy of the shop's does. */
export async function serveBefore(url: string, onRequest: OnRequest): Promise<Front> {
  const server = createServer(async (asked, answer) => {
    await onRequest(asked.url ?? "/", answer, front);
    if (answer.destroyed) return;
    const { method = "GET", headers } = asked;
    const passed = request(`${url}${asked.url}`, { method, headers }, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
    });
    passed.on("error", () => answer.destroy());
    asked.pipe(passed);
  });
  const listen = (port: number) =>
    new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const front: Front = {
    // No address that the library takes for one of this machine, where nothing is ever offline.
    url: `http://sandbox.localhost:${port}`,
    goAway: () =>
      new Promise((gone) => {
        server.close(() => gone());
        server.closeAllConnections();
      }),
    comeBack: () => listen(port),
  };
  return front;
}
