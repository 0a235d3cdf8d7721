import { createServer } from "node:http";
import { connect, type Socket } from "node:net";
import express from "express";
import { describe, expect, it, onTestFinished } from "vitest";
import { toNodeHandler } from "../../src/server/index.ts";
import { createShop, exchange, listen, onNode } from "./handlers.ts";
import { observe, times } from "./observe.ts";

const headers = { "content-type": "application/json" };
const head = `POST /complete HTTP/1.1\r\nhost: shop\r\ncontent-type: application/json\r\n`;
const reportOf = (imp_uid: string, merchant_uid = "order-1") => ({
  method: "POST",
  headers,
  body: JSON.stringify({ imp_uid, merchant_uid }),
});

function connected(url: string, first: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () =>
      socket.write(first, () => resolve(socket)),
    );
    socket.on("error", reject);
    onTestFinished(() => void socket.destroy());
  });
}

/** What the process holds beside what can be thrown away. */
function held(): number {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return (heapUsed + external + arrayBuffers) / 2 ** 20;
}

describe("Server", () => {
  it("slow bodies: 200 connections that send a byte at a time and never end", async (context) => {
    const shop = createShop();
    const imp_uid = await shop.pay();
    const { server, url } = await listen(onNode(shop));
    const slow = await Promise.all(
      Array.from({ length: 200 }, () => connected(url, `${head}content-length: 60000\r\n\r\n{`)),
    );
    const timer = setInterval(() => {
      for (const socket of slow) socket.write(" ");
    }, 20);
    onTestFinished(() => clearInterval(timer));
    const answers = await Promise.all(
      Array.from({ length: 100 }, async () => (await fetch(`${url}/complete`, reportOf(imp_uid))).status),
    );
    expect(answers).toEqual(Array(100).fill(200));
    clearInterval(timer);
    for (const socket of slow) socket.destroy();
    const open = () => new Promise((resolve) => server.getConnections((_, count) => resolve(count)));
    server.closeIdleConnections();
    await expect.poll(open).toBe(0);
    expect(shop.errors).toEqual([]);
    observe(context, {
      happens: "100 of 100 other reports: 200; no connection is left over",
      sees: "the verdict, as ever",
    });
  });

  it("slow bodies: what Node's own limit does of it", async (context) => {
    // Node gives a request five minutes, and its headers one. A shop may set less.
    expect(createServer()).toMatchObject({ requestTimeout: 300_000, headersTimeout: 60_000 });
    const shop = createShop();
    const imp_uid = await shop.pay();
    const served = createServer(
      { requestTimeout: 300, headersTimeout: 300, connectionsCheckingInterval: 50 },
      onNode(shop),
    );
    await new Promise<void>((listening) => served.listen(0, "127.0.0.1", listening));
    onTestFinished(() => void served.close());
    const url = `http://127.0.0.1:${(served.address() as { port: number }).port}`;
    const { status } = await exchange(url, `${head}content-length: 60000\r\n\r\n{`);
    expect(status).toBe(408);
    const answer = await fetch(`${url}/complete`, { ...reportOf(imp_uid), keepalive: false });
    expect(answer.status).toBe(200);
    expect(shop.errors).toEqual([]);
    observe(context, {
      happens: `${status} from Node after requestTimeout (5 minutes unless the shop sets less), and the connection is closed`,
      sees: "the verdict, as ever",
    });
  });

  it("large bodies: 50 of 10 MB at once, without content-length", async (context) => {
    const shop = createShop();
    const imp_uid = await shop.pay();
    const { url } = await listen(onNode(shop));
    const chunk = new Uint8Array(64 * 1024).fill(0x20);
    const before = held();
    let most = 0;
    const large = () => {
      let left = 160;
      return new ReadableStream({
        pull: (controller) => {
          most = Math.max(most, held() - before);
          if (left-- > 0) controller.enqueue(chunk);
          else controller.close();
        },
      });
    };
    const answers = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const init = { method: "POST", headers, body: large(), duplex: "half" } as RequestInit;
        const answer = await fetch(`${url}/complete`, init).catch(() => null);
        await answer?.text();
        return answer?.status;
      }),
    );
    expect(new Set(answers)).toEqual(new Set([413]));
    // Of the 500 MB, with what the sender in this very process holds of it.
    expect(most).toBeLessThan(150);
    expect((await fetch(`${url}/complete`, reportOf(imp_uid))).status).toBe(200);
    observe(context, {
      happens: "413 to each; less than 150 MB held of 500 MB sent; the next good report: 200",
      sees: "the verdict, as ever",
    });
  });

  it("1,000 reports at once", async (context) => {
    const count = 1_000;
    const shop = createShop();
    const { url } = await listen(onNode(shop));
    const orders = Array.from({ length: count }, (_, index) => `order-${index}`);
    const paid = await Promise.all(
      orders.map(async (merchant_uid) => [await shop.pay({ merchant_uid }), merchant_uid] as const),
    );
    const before = held();
    const answers = await Promise.all(
      paid.map(async (report) => (await fetch(`${url}/complete`, reportOf(...report))).json()),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(count).fill("success"));
    expect(shop.asked.filter((call) => call === "POST /users/getToken")).toHaveLength(1);
    expect(shop.asked).toHaveLength(count + 1);
    expect(shop.onVerified).toHaveBeenCalledTimes(count);
    expect(shop.errors).toEqual([]);
    const grown = held() - before;
    expect(grown).toBeLessThan(200);
    observe(context, {
      happens: `1,000 of 1,000 answered 200; 1 token request, 1,000 payments looked up once each; less than 200 MB held`,
      sees: "the verdict, each on its own payment",
      payments: count,
    });
  });

  it("senders that go away in mid-body", async (context) => {
    const shop = createShop();
    const imp_uid = await shop.pay();
    const { server, url } = await listen(onNode(shop));
    const count = times(500);
    for (let round = 0; round < count / 50; round++) {
      const sockets = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          connected(url, `${head}content-length: 1000\r\n\r\n{${" ".repeat(index * 20)}`),
        ),
      );
      for (const socket of sockets) socket.destroy();
    }
    const open = () => new Promise((resolve) => server.getConnections((_, left) => resolve(left)));
    await expect.poll(open).toBe(0);
    expect((await fetch(`${url}/complete`, reportOf(imp_uid))).status).toBe(200);
    expect(shop.errors).toEqual([]);
    observe(context, {
      happens: "no connection is left over; the next good report: 200",
      sees: "the verdict, as ever",
      inputs: count,
    });
  });

  it("middleware: has read the body, and kept nothing of it", async (context) => {
    const shop = createShop();
    const app = express();
    app.use((request, _, next) => void request.resume().once("end", () => next()));
    app.post("/complete", toNodeHandler(shop.complete));
    const { url } = await listen(app);
    const answer = await fetch(`${url}/complete`, reportOf("imp_1"));
    expect(answer.status).toBe(400);
    observe(context, { happens: "400", sees: "nothing is settled" });
  });

  it("middleware: has answered already, because it took too long", async (context) => {
    const shop = createShop();
    const imp_uid = await shop.pay();
    const [handler, rejected] = [toNodeHandler(shop.complete), [] as unknown[]];
    const { url } = await listen((request, response) => {
      const done = handler(request, response).catch((error: unknown) => rejected.push(error));
      if (request.url === "/late") response.writeHead(504).end("too late", () => void done);
    });
    const late = await fetch(`${url}/late`, reportOf(imp_uid));
    expect([late.status, await late.text()]).toEqual([504, "too late"]);
    await expect.poll(() => shop.onVerified.mock.calls.length).toBe(1);
    expect((await fetch(`${url}/complete`, reportOf(imp_uid))).status).toBe(200);
    // A rejection that nobody hears of ends the process.
    expect(rejected).toEqual([]);
    observe(context, {
      happens: "504 is the answer; the payment is settled all the same, and the process lives",
      sees: "what the middleware says",
    });
  });
});
