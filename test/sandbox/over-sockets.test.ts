import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandbox } from "../../src/sandbox/index.ts";
import { merchantServer } from "./merchant.ts";

// What a merchant's server sends over a connection differs from a `Request` made in the same process: a length that is
// announced, a body in chunks, a method without a body.

const sandbox = createSandbox({ gateways: [{ pg_provider: "kcp", pg_id: "A52CY", type: "payment" }] });
let url: string;
let merchant: ReturnType<typeof merchantServer>;

beforeAll(async () => {
  url = await sandbox.listen();
  merchant = merchantServer((asked) => fetch(asked), url);
});
afterAll(() => sandbox.close());

const card = { card_number: "4092-0230-1234-1234", expiry: "2099-12", birth: "500203", pwd_2digit: "19" };

/** Sends a body without its length. */
function inChunks(method: string, path: string, authorization: string, chunks: readonly string[]) {
  return new Promise<{ status: number; body: { code: number; response: unknown } }>((resolve, reject) => {
    const headers = { authorization, "content-type": "application/json" };
    const outgoing = request(url + path, { method, headers }, async (incoming) => {
      let text = "";
      for await (const chunk of incoming) text += chunk;
      resolve({ status: incoming.statusCode ?? 0, body: JSON.parse(text) });
    });
    outgoing.on("error", reject);
    for (const chunk of chunks) outgoing.write(chunk);
    outgoing.end();
  });
}

describe("over a connection", () => {
  test("a billing key is registered, read and deleted", async () => {
    const path = "/subscribe/customers/kim";
    expect(await merchant.call("POST", path, card)).toMatchObject({ status: 200, code: 0 });
    expect(await merchant.call("GET", path)).toMatchObject({ response: { customer_uid: "kim" } });
    expect(await merchant.call("DELETE", path)).toMatchObject({ status: 200, code: 0 });
    expect(await merchant.call("DELETE", path)).toMatchObject({ status: 404, code: 1 });
  });

  test("an amount is changed", async () => {
    await merchant.prepare({ merchant_uid: "order-1", amount: 1000 });
    const changed = await merchant.call("PUT", "/payments/prepare", { merchant_uid: "order-1", amount: 5 });
    expect(changed.response).toMatchObject({ amount: 5 });
  });

  test("a body in chunks is read, a character that is cut in two as well; too long a one is refused", async () => {
    const token = (await merchant.getToken()).response.access_token;
    const order = Buffer.from(JSON.stringify({ merchant_uid: "주문-2", amount: 700 }));
    const [first, second] = [order.subarray(0, 18), order.subarray(18)] as unknown as [string, string];
    const read = await inChunks("POST", "/payments/prepare", token, [first, second]);
    expect(read.body.response).toMatchObject({ merchant_uid: "주문-2", amount: 700 });
    const long = await inChunks("POST", "/payments/prepare", token, ['"', "x".repeat(70_000)]);
    expect(long).toMatchObject({ status: 413, body: { code: 1 } });
  });
});

describe("a token is taken as clients send it", () => {
  test.each([
    ["as it is", (token: string) => ({ headers: { authorization: token } })],
    ["after Bearer", (token: string) => ({ headers: { authorization: `Bearer ${token}` } })],
    ["after Basic", (token: string) => ({ headers: { authorization: `Basic ${token}` } })],
    ["in a header of its own", (token: string) => ({ headers: { "X-ImpTokenHeader": token } })],
    ["in the address", (token: string) => ({ query: `?_token=${token}` })],
  ])("%s", async (_, sent: (token: string) => { headers?: Record<string, string>; query?: string }) => {
    const { headers = {}, query = "" } = sent((await merchant.getToken()).response.access_token);
    expect((await fetch(`${url}/banks${query}`, { headers })).status).toBe(200);
  });

  test("a wrong one is refused in each place", async () => {
    expect((await fetch(`${url}/banks?_token=x`)).status).toBe(401);
    expect((await fetch(`${url}/banks`, { headers: { "X-ImpTokenHeader": "x" } })).status).toBe(401);
  });
});

test("an address with two slashes, as clients put it together, is the same", async () => {
  const fields = { imp_key: "imp_apikey", imp_secret: "imp_secret" };
  const asked = { method: "POST", body: new URLSearchParams(fields) };
  expect(await (await fetch(`${url}//users/getToken`, asked)).json()).toMatchObject({ code: 0 });
});

describe("words and codes that clients compare", () => {
  test("a token without a key", async () => {
    expect(await merchant.getToken({ imp_key: null, imp_secret: null })).toMatchObject({
      status: 400,
      message: "imp_key, imp_secret 파라메터가 누락되었습니다.",
    });
  });

  test("a payment that isn't there, by its imp_uid and by its order", async () => {
    for (const path of ["/payments/imp_0", "/payments/find/none", "/payments/imp_0/balance"]) {
      expect(await merchant.call("GET", path)).toMatchObject({
        status: 404,
        code: -1,
        message: "존재하지 않는 결제정보입니다.",
      });
    }
  });

  test.each([null, "wrong"])("a call with the token %o", async (authorization) => {
    expect(await merchant.call("GET", "/payments/imp_0", undefined, { authorization })).toMatchObject({
      status: 401,
      code: -1,
      message: "Unauthorized",
    });
  });

  test("an order whose amount is registered twice", async () => {
    const order = { merchant_uid: "twice", amount: 1 };
    await merchant.prepare(order);
    expect(await merchant.prepare(order)).toMatchObject({
      status: 200,
      code: 1,
      message: "결제정보 사전등록에 실패하였습니다(이미 등록된 merchant_uid입니다).",
    });
  });

  test("an order that was never registered, a status that there is not, a cancellation of nothing", async () => {
    expect(await merchant.call("GET", "/payments/prepare/none")).toMatchObject({
      status: 404,
      message: "사전등록된 결제정보가 존재하지 않습니다.",
    });
    expect(await merchant.call("GET", "/payments/status/lost")).toMatchObject({
      status: 400,
      message: "지원되지 않는 상태값입니다.",
    });
    expect((await merchant.cancel({})).message).toContain("지정해주셔야합니다.");
  });

  test("a card that isn't taken, in PortOne's words and the gateway's", async () => {
    const refused = await merchant.call("POST", "/subscribe/customers/lee", { ...card, expiry: "2020-02" });
    expect(refused).toMatchObject({ status: 200, code: -1 });
    expect(refused.message).toContain("카드정보 인증에 실패하였습니다.");
    expect(refused.message).toContain("유효하지않은 카드번호를 입력하셨습니다.");
  });

  test("an account at a bank by its older code of two digits", async () => {
    const vbank_due = Math.floor(Date.now() / 1000) + 5000;
    const account = {
      merchant_uid: "order-3",
      amount: 5000,
      vbank_code: "03",
      vbank_due,
      vbank_holder: "상점",
    };
    expect((await merchant.call("POST", "/vbanks", account)).response).toMatchObject({ vbank_code: "003" });
  });
});
