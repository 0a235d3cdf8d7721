import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { getRequestListener } from "@hono/node-server";
import express from "express";
import { expect, onTestFinished, vi } from "vitest";
import {
  createPaymentHandlers,
  type IamportClientOptions,
  type PaymentHandlersOptions,
  toNodeHandler,
} from "../../src/server/index.ts";
import { portone } from "../server/portone.ts";

/** A server on loopback, gone after the test. */
export async function listen(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(
    () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  );
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** The two addresses of a shop, and a sandbox behind them that says what it was asked for. */
export function createShop(
  clientOptions: Partial<IamportClientOptions> = {},
  options: Partial<PaymentHandlersOptions> = {},
) {
  const sandbox = portone();
  const onVerified = vi.fn();
  const onForged = vi.fn();
  const errors: unknown[] = [];
  const handlers = createPaymentHandlers({
    client: sandbox.client({ retries: 0, ...clientOptions }),
    // Every order there could be: an ID is kept from PortOne by nothing but its looks.
    findOrder: async () => ({ amount: 64900 }),
    onVerified,
    onForged,
    onError: (error) => errors.push(error),
    ...options,
  });
  return { ...sandbox, ...handlers, onVerified, onForged, errors };
}

export type Shop = ReturnType<typeof createShop>;
export const addresses = ["complete", "webhook"] as const;

/** The shop behind `node:http`. */
export function onNode(shop: Shop): RequestListener {
  const [complete, webhook] = [toNodeHandler(shop.complete), toNodeHandler(shop.webhook)];
  return (request, response) => void (request.url === "/webhook" ? webhook : complete)(request, response);
}

/** The shop behind Express, which has read the body already. */
export function onExpress(shop: Shop): RequestListener {
  const app = express();
  app.set("env", "production");
  app.use(express.json(), express.urlencoded({ extended: true }));
  for (const address of addresses) app.all(`/${address}`, toNodeHandler(shop[address]));
  return app;
}

/** The shop behind Hono on Node, which puts a class of its own in the place of the global `Response`. */
export function onHono(shop: Shop): RequestListener {
  const before = [Request, Response] as const;
  const listener = getRequestListener((request) =>
    shop[new URL(request.url).pathname === "/webhook" ? "webhook" : "complete"](request),
  );
  expect(Response).not.toBe(before[1]);
  onTestFinished(() => {
    [globalThis.Request, globalThis.Response] = before;
  });
  return (request, response) => void listener(request, response);
}

/** What goes over the socket, byte by byte, and the first answer that comes back. */
export function exchange(
  url: string,
  ...bytes: (string | Uint8Array)[]
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    let answer = "";
    socket.setEncoding("utf8");
    socket.on("data", (data) => {
      answer += data;
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      const [head = "", text = ""] = answer.split("\r\n\r\n");
      const status = Number(head.split(" ")[1]);
      if (status) resolve({ status, text });
      else reject(new Error(`No answer: ${answer}`));
    });
    for (const part of bytes) socket.write(part);
  });
}

/** What an answer may say of what went wrong: a message that is ours, and no cause. */
export function expectDiscreet(text: string): void {
  expect(text).not.toMatch(
    /node_modules|\.ts:|\.js:|\bat \w|SyntaxError|TypeError|RangeError|imp_secret|imp_apikey/,
  );
  expect(text.length).toBeLessThan(500);
}
