import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import express from "express";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createPaymentHandlers, type PaymentHandler, toNodeHandler } from "../../src/server/index.ts";
import { portone } from "./portone.ts";

const merchant_uid = "order-1";
let server: Server | undefined;

afterEach(
  () =>
    new Promise<unknown>((closed) => {
      if (!server) return closed(null);
      server.close(closed);
      server.closeAllConnections();
    }),
);

async function listen(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((listening) => server?.listen(0, "127.0.0.1", listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function shop() {
  const sandbox = portone();
  const imp_uid = await sandbox.pay();
  const onVerified = vi.fn();
  const { complete } = createPaymentHandlers({
    client: sandbox.client({ retries: 0 }),
    findOrder: async () => ({ amount: 64900 }),
    onVerified,
  });
  return { imp_uid, complete: toNodeHandler(complete), onVerified };
}

const json = (body: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

describe("over sockets", () => {
  it("node:http", async () => {
    const { imp_uid, complete } = await shop();
    const url = await listen(complete);
    const answer = await fetch(url, json({ imp_uid, merchant_uid }));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ status: "success" });
    expect((await fetch(url)).status).toBe(405);
    expect((await fetch(url, { method: "POST", body: "x" })).status).toBe(415);
  });

  it.each([
    ["no body parser", []],
    ["express.json()", [express.json()]],
    ["express.urlencoded()", [express.urlencoded({ extended: true })]],
    ["both", [express.json(), express.urlencoded({ extended: false })]],
    ["express.text()", [express.text({ type: "*/*" })]],
    ["express.raw()", [express.raw({ type: "*/*" })]],
  ])("Express with %s takes JSON and forms", async (_, parsers) => {
    const { imp_uid, complete, onVerified } = await shop();
    const app = express();
    for (const parser of parsers) app.use(parser);
    const router = express.Router();
    router.post("/complete", complete);
    app.use("/payments", router);
    const url = `${await listen(app)}/payments/complete`;
    const report = { imp_uid, merchant_uid };
    expect((await fetch(url, json(report))).status).toBe(200);
    const sent = await fetch(url, { method: "POST", body: new URLSearchParams(report) });
    expect(sent.status).toBe(200);
    expect(onVerified).toHaveBeenCalledTimes(2);
    expect((await fetch(url, { ...json(report), body: "[]" })).status).toBe(400);
  });

  it("a body of 10 MB is answered 413, and the server goes on", async () => {
    const { imp_uid, complete } = await shop();
    const url = await listen(complete);
    const answer = await fetch(url, { ...json({}), body: "x".repeat(10 * 1024 * 1024) });
    expect(answer.status).toBe(413);
    expect((await fetch(url, json({ imp_uid, merchant_uid }))).status).toBe(200);
  });

  it("a sender that goes away in mid-body leaves the server as it was", async () => {
    const { imp_uid, complete, onVerified } = await shop();
    const answered = vi.fn();
    const url = await listen((request, response) => void complete(request, response).then(answered));
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    const head =
      "POST / HTTP/1.1\r\nhost: shop\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n";
    socket.write(`${head}{"imp_uid":`, () => socket.destroy());
    await vi.waitFor(() => expect(answered).toHaveBeenCalled());
    expect(onVerified).not.toHaveBeenCalled();
    expect((await fetch(url, json({ imp_uid, merchant_uid }))).status).toBe(200);
  });

  it("a sender that has gone before the handler is called gets it to its end all the same", async () => {
    const { imp_uid, complete, onVerified } = await shop();
    const [came, answered] = [vi.fn(), vi.fn()];
    const url = await listen((request, response) => {
      came();
      // As behind a middleware that takes its time, such as one that looks a session up.
      request.once("close", () => void complete(request, response).then(answered));
    });
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    const head =
      "POST / HTTP/1.1\r\nhost: shop\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n";
    socket.write(`${head}{"imp_uid":"${imp_uid}",`);
    await vi.waitFor(() => expect(came).toHaveBeenCalled());
    socket.destroy();
    await vi.waitFor(() => expect(answered).toHaveBeenCalled());
    expect(onVerified).not.toHaveBeenCalled();
  });

  it("the handler sees the whole path, the headers and the method, and its own headers go out", async () => {
    const seen: unknown[] = [];
    const handler: PaymentHandler = async (request) => {
      const { pathname, search } = new URL(request.url);
      seen.push(request.method, pathname + search, request.headers.get("x-one"));
      const headers = new Headers({ "x-two": "2" });
      headers.append("set-cookie", "a=1");
      headers.append("set-cookie", "b=2");
      return new Response("é", { status: 202, headers });
    };
    const app = express();
    app.use("/payments", toNodeHandler(handler));
    const answer = await fetch(`${await listen(app)}/payments/a?b=c`, { headers: { "x-one": "1" } });
    expect(seen).toEqual(["GET", "/payments/a?b=c", "1"]);
    expect([answer.status, await answer.text(), answer.headers.get("x-two")]).toEqual([202, "é", "2"]);
    expect(answer.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  });

  it("a request that is none, and a handler that fails, leave the server as it was", async () => {
    const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const url = await listen(toNodeHandler(() => Promise.reject(new Error("broken"))));
    expect((await fetch(url)).status).toBe(500);
    expect(String(told.mock.calls[0])).toBe("Error: broken");
    told.mockRestore();
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.write("TRACE / HTTP/1.1\r\nhost: shop\r\n\r\n");
    const [line] = await new Promise<string[]>((resolve) =>
      socket.once("data", (data) => resolve(String(data).split("\r\n"))),
    );
    expect(line).toContain("400");
    socket.destroy();
  });
});
