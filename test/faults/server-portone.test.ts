import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createIamportClient, type IamportApiError } from "../../src/server/index.ts";
import { type Answer, brokenPortone, good, json, payment, token } from "./broken-portone.ts";
import { createShop, expectDiscreet, listen, onNode } from "./handlers.ts";
import { observe } from "./observe.ts";

const report = { imp_uid: "imp_1", merchant_uid: "order-1" };
const secret = "secret-0123456789";

/** A shop's server that asks this PortOne. */
async function open(answers: { token?: Answer; payment: Answer }) {
  const portone = await brokenPortone(answers);
  const client = createIamportClient({
    impKey: "key-0123456789",
    impSecret: secret,
    baseUrl: portone.url,
    timeout: 300,
    retries: 1,
  });
  const shop = createShop({}, { client });
  const { url } = await listen(onNode(shop));
  const tell = async (address: "complete" | "webhook") => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${url}/${address}`, {
      method: "POST",
      headers,
      body: JSON.stringify(report),
    });
    const text = await answer.text();
    expectDiscreet(text);
    expect(text).not.toContain(secret);
    return { status: answer.status, body: JSON.parse(text) };
  };
  return {
    ...shop,
    portone,
    tell,
    /** Its next webhook settles the order, once PortOne is well. */
    afterwards: async () => {
      shop.onVerified.mockClear();
      portone.mend();
      expect((await tell("webhook")).status).toBe(200);
      expect(shop.onVerified.mock.calls).toMatchObject([[{ status: "paid" }]]);
      return "once PortOne is well, the next webhook settles the order";
    },
  };
}

const text =
  (body: string | Uint8Array, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, { "content-type": "text/html", ...headers }).end(body);

/** Begins a good answer, and goes on like this. */
const begun =
  (then: (response: Parameters<Answer>[0]) => unknown): Answer =>
  (response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write('{"code":0,"message":null,"response":{"imp_uid":"imp_1",', () => then(response));
  };

const endless = begun((response) => {
  const timer = setInterval(() => response.write(" ".repeat(1000)), 5);
  response.on("close", () => clearInterval(timer));
});

/** What can't be read as an answer: how often it is asked for, and whether it may pass. */
const unusable: Record<string, { payment: Answer; asked: number; retryable: boolean }> = {
  "never answers": { payment: () => undefined, asked: 2, retryable: true },
  "an answer without an end": { payment: endless, asked: 2, retryable: true },
  "hangs up without an answer": { payment: (response) => response.destroy(), asked: 2, retryable: true },
  "hangs up in mid-answer": { payment: begun((response) => response.destroy()), asked: 2, retryable: true },
  "an answer shorter than its content-length": {
    payment: (response) =>
      response.writeHead(200, { "content-length": 500 }).write("{", () => response.destroy()),
    asked: 2,
    retryable: true,
  },
  "half of JSON": { payment: begun((response) => response.end()), asked: 2, retryable: true },
  "a page of HTML": { payment: text("<!doctype html><h1>점검 중</h1>"), asked: 2, retryable: true },
  "a page of HTML, 404": { payment: text("<h1>Not Found</h1>", 404), asked: 2, retryable: true },
  "an empty answer": { payment: text(""), asked: 2, retryable: true },
  "204": { payment: (response) => response.writeHead(204).end(), asked: 2, retryable: true },
  "a list": { payment: json([]), asked: 2, retryable: true },
  "a text": { payment: json('"paid"'), asked: 2, retryable: true },
  null: { payment: json("null"), asked: 2, retryable: true },
  "100,000 levels deep": {
    payment: json("[".repeat(100_000) + "]".repeat(100_000)),
    asked: 2,
    retryable: true,
  },
  "said to be gzip, and isn't": {
    payment: text("{}", 200, { "content-encoding": "gzip" }),
    asked: 2,
    retryable: true,
  },
  "a code that is a text": { payment: json({ code: "0", response: payment }), asked: 2, retryable: true },
  "no code": { payment: json({ response: payment }), asked: 2, retryable: true },
  "500": { payment: json({ code: -1, message: "error", response: null }, 500), asked: 2, retryable: true },
  "429": { payment: json({ code: -1, message: "too many", response: null }, 429), asked: 2, retryable: true },
  "403": { payment: json({ code: -1, message: "no", response: null }, 403), asked: 1, retryable: false },
  "200 with a code that isn't 0": {
    payment: json({ code: -1, message: "no", response: null }),
    asked: 1,
    retryable: false,
  },
  "no response": { payment: json({ code: 0, message: null }), asked: 1, retryable: false },
  "a response of null": { payment: good(null), asked: 1, retryable: false },
  "a response that is a text": { payment: good("paid"), asked: 1, retryable: false },
  "a response that is a list": { payment: good([payment]), asked: 1, retryable: false },
  "another's payment": { payment: good({ ...payment, imp_uid: "imp_2" }), asked: 1, retryable: false },
  "the payment in __proto__": {
    payment: json(`{"code":0,"response":{"__proto__":${JSON.stringify(payment)}}}`),
    asked: 1,
    retryable: false,
  },
};

describe("Server", () => {
  it.for(Object.entries(unusable))("PortOne: %s", async ([, { asked, retryable, ...answers }], context) => {
    const shop = await open(answers);
    const answer = await shop.tell("webhook");
    expect([answer.status, Object.keys(answer.body)]).toEqual([503, ["message"]]);
    expect(shop.errors).toMatchObject([{ name: "IamportApiError", retryable }]);
    expect(shop.portone.asked).toEqual(["POST /users/getToken", ...Array(asked).fill("GET /payments/imp_1")]);
    expect(shop.onVerified).not.toHaveBeenCalled();
    const page = await shop.tell("complete");
    expect(page.status).toBe(503);
    const after = await shop.afterwards();
    observe(context, {
      happens: `503, retryable: ${(shop.errors[0] as IamportApiError).retryable}, asked ${asked === 1 ? "once" : `${asked} times`}; ${after}`,
      sees: page.body.message,
    });
  });

  const noToken: Record<string, Answer> = {
    "an answer without a token": good({ now: 1, expired_at: 2 }),
    "a token of null": good({ access_token: null, now: 1, expired_at: 2 }),
    "a token that is a number": good({ access_token: 1, now: 1, expired_at: 2 }),
    "an empty token": good({ access_token: "", now: 1, expired_at: 2 }),
    "a token with a line break in it": good({ access_token: "token\r\nx-evil: 1", now: 1, expired_at: 1801 }),
    "a response of null": good(null),
    "the keys are refused": json({ code: -1, message: `no ${secret}`, response: null }, 401),
    "never answers": () => undefined,
    "a page of HTML": text("<h1>점검 중</h1>"),
  };
  it.for(Object.entries(noToken))("PortOne's token: %s", async ([, answer], context) => {
    const shop = await open({ token: answer, payment: good(payment) });
    const { status } = await shop.tell("webhook");
    expect(status).toBe(503);
    expect(shop.portone.asked.filter((call) => call.startsWith("GET"))).toEqual([]);
    expect(shop.onVerified).not.toHaveBeenCalled();
    expect(String(shop.errors)).not.toMatch(/secret-0|key-0|x-evil/);
    const page = await shop.tell("complete");
    expect(page.status).toBe(503);
    const after = await shop.afterwards();
    observe(context, { happens: `503, no payment asked for; ${after}`, sees: page.body.message });
  });

  it("PortOne's token: expires in the middle of it", async (context) => {
    const shop = await open({
      payment: (response, again, request) =>
        (again ? good(payment) : json({ code: -1, message: "expired", response: null }, 401))(
          response,
          again,
          request,
        ),
    });
    const { status } = await shop.tell("webhook");
    expect([status, shop.errors]).toEqual([200, []]);
    const tokens = shop.portone.asked.filter((call) => call === "POST /users/getToken").length;
    expect(tokens).toBe(2);
    const after = await shop.afterwards();
    observe(context, {
      happens: `200: renewed once, ${tokens} tokens in all; ${after}`,
      sees: "the verdict",
    });
  });

  it("PortOne's token: refused again and again", async (context) => {
    const shop = await open({ payment: json({ code: -1, message: "expired", response: null }, 401) });
    const { status } = await shop.tell("webhook");
    expect(status).toBe(503);
    expect(shop.portone.asked).toHaveLength(4);
    const page = await shop.tell("complete");
    const after = await shop.afterwards();
    observe(context, { happens: `503 after the second token; ${after}`, sees: page.body.message });
  });

  it.for(["the token", "the payment"])(
    "PortOne: sends the request for %s to another host",
    async (which, context) => {
      const elsewhere = await brokenPortone({ token, payment: good(payment) });
      const away: Answer = (response, _, { url }) =>
        response.writeHead(307, { location: elsewhere.url + url }).end();
      const shop = await open(
        which === "the token" ? { token: away, payment: good(payment) } : { payment: away },
      );
      const { status } = await shop.tell("webhook");
      expect(status).toBe(503);
      expect(elsewhere.asked).toEqual([]);
      const page = await shop.tell("complete");
      const after = await shop.afterwards();
      expect(elsewhere.asked).toEqual([]);
      observe(context, {
        happens: `503; the other host was asked for nothing and got no key; ${after}`,
        sees: page.body.message,
      });
    },
  );

  it("PortOne: 429 once", async (context) => {
    const shop = await open({
      payment: (response, again, request) =>
        (again ? good(payment) : json({ code: -1, message: "too many", response: null }, 429))(
          response,
          again,
          request,
        ),
    });
    const { status } = await shop.tell("webhook");
    expect([status, shop.onVerified.mock.calls.length]).toEqual([200, 1]);
    observe(context, {
      happens: `${status}, asked ${shop.portone.asked.length - 1} times`,
      sees: "the verdict",
    });
  });

  it("PortOne: a good answer, compressed, with a BOM and white space about it", async (context) => {
    const body = gzipSync(`\ufeff \n${JSON.stringify({ code: 0, message: null, response: payment })}\n`);
    const shop = await open({ payment: text(body, 200, { "content-encoding": "gzip" }) });
    const { status } = await shop.tell("webhook");
    expect([status, shop.onVerified.mock.calls.length]).toEqual([200, 1]);
    observe(context, { happens: String(status), sees: "the verdict" });
  });
});
