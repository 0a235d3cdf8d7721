import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** What a broken PortOne does with a request; `again`: how often it was asked for the same before. */
export type Answer = (response: ServerResponse, again: number, request: IncomingMessage) => unknown;

export const json =
  (value: unknown, status = 200): Answer =>
  (response) =>
    response
      .writeHead(status, { "content-type": "application/json" })
      .end(typeof value === "string" ? value : JSON.stringify(value));

export const good = (response: unknown) => json({ code: 0, message: null, response });

export const token = good({ access_token: "token-1", now: 1_000_000, expired_at: 1_001_800 });

export const payment = {
  imp_uid: "imp_1",
  merchant_uid: "order-1",
  amount: 64900,
  cancel_amount: 0,
  currency: "KRW",
  status: "paid",
  sandbox: false,
  vbank_num: null,
};

/** A PortOne on a real socket that answers as it is told, and what it was asked for, as it came over the wire. */
export async function brokenPortone(answers: { token?: Answer; payment: Answer }) {
  const asked: string[] = [];
  let now = answers;
  const server = createServer((request, response) => {
    request.resume();
    const call = `${request.method} ${request.url}`;
    const again = asked.filter((before) => before === call).length;
    asked.push(call);
    const answer = request.url === "/users/getToken" ? (now.token ?? token) : now.payment;
    // An order's payments are asked for where this one hasn't paid it: there is no other.
    if (request.url?.startsWith("/payments/findAll/")) {
      json({ code: -1, message: "유효하지 않은 merchant_uid", response: null }, 404)(
        response,
        again,
        request,
      );
    } else answer(response, again, request);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(
    () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  );
  return {
    asked,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** PortOne is itself again. */
    mend: () => {
      now = { payment: good(payment) };
      asked.length = 0;
    },
  };
}
