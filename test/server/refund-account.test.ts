import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { bankCodes, type CancelRequest, readReceiptUrl } from "../../src/server/index.ts";
import { listeningPortone } from "./listening-portone.ts";

const account = { refund_holder: "성춘향", refund_bank: "088", refund_account: "110-123-456789" };

const repeated = (message: string) => Response.json({ code: -1, message, response: null });

/** A virtual account into which the customer has paid. */
async function paidAccount() {
  const portone = await listeningPortone();
  const imp_uid = await portone.pay({ pay_method: "vbank" }, "vbank");
  await fetch(`${portone.url}/sandbox/deposit/${imp_uid}`, { method: "POST" });
  return { ...portone, imp_uid };
}

describe("a refund to the customer's account", () => {
  it("gives a paid virtual account back", async () => {
    const { client, imp_uid } = await paidAccount();
    const cancelled = await client().cancelPayment({ imp_uid, checksum: 64900, ...account });
    expect(cancelled).toMatchObject({ status: "cancelled", cancel_amount: 64900 });
  });

  it.each<[string, Partial<Record<keyof typeof account, unknown>>, string[]]>([
    ["the holder", { refund_holder: undefined }, ["refund_holder"]],
    ["the bank", { refund_bank: "" }, ["refund_bank"]],
    ["the number", { refund_account: "  " }, ["refund_account"]],
    ["a number that is one", { refund_account: 110123456789 }, ["refund_account"]],
    ["all but the holder", { refund_bank: null, refund_account: null }, ["refund_bank", "refund_account"]],
  ])(
    "that lacks %s is refused before anything is sent, and says so without the account",
    async (_, lacking, names) => {
      const { client, asked, imp_uid } = await paidAccount();
      asked.length = 0;
      const request = { imp_uid, ...account, ...lacking } as CancelRequest;
      const error = await client()
        .cancelPayment(request)
        .catch((thrown: unknown) => thrown);
      for (const name of names) expect(String(error)).toContain(`no ${name}`);
      for (const value of ["성춘향", "110-123-456789", "110123456789"]) {
        expect(inspect(error, { depth: 9 })).not.toContain(value);
      }
      expect(asked).toEqual([]);
    },
  );

  it.each<[string, (body: string) => Response | Promise<Response>]>([
    ["PortOne", repeated],
    ["a proxy", (body) => Response.json({ message: body }, { status: 403 })],
    ["PortOne, whose gateway writes it without dashes", (body) => repeated(body.replace(/-/g, ""))],
    ["PortOne at great length", (body) => repeated(`${"x".repeat(450)} ${body}`)],
    ["a fetch", (body) => Promise.reject(Object.assign(new TypeError(body), { cause: new Error(body) }))],
  ])("that %s repeats in its refusal stands in no error", async (_, answer) => {
    const portone = await listeningPortone();
    const client = portone.client({
      retries: 0,
      fetch: async (url, init) => {
        if (!url.endsWith("/cancel")) return fetch(url, init);
        const { refund_holder, refund_account, refund_tel } = JSON.parse(`${init.body}`);
        return answer(`${refund_account} ${refund_tel} ${refund_holder} (계좌 오류)`);
      },
    });
    const request = { imp_uid: "imp_1", amount: 900, ...account, refund_tel: "010-1234-5678" };
    const error = await client.cancelPayment(request).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "IamportApiError", path: "/payments/cancel" });
    const told = inspect(error, { depth: 9, showHidden: true });
    for (const digits of ["성춘향", "110-123", "110123456789", "010-1234", "01012345678"]) {
      expect(told).not.toContain(digits);
    }
    expect(told).toContain("[redacted]");
  });

  it("has the banks that the sandbox lists", async () => {
    const { url } = await listeningPortone();
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ imp_key: "imp_apikey", imp_secret: "imp_secret" });
    const token = await (await fetch(`${url}/users/getToken`, { method: "POST", headers, body })).json();
    const authorization = token.response.access_token;
    const banks = await (await fetch(`${url}/banks`, { headers: { authorization } })).json();
    const listed = banks.response.map(({ code, name }: { code: string; name: string }) => [code, name]);
    expect(Object.entries(bankCodes).sort()).toEqual(listed.sort());
  });
});

describe("a receipt's address", () => {
  const read = (receipt_url: unknown, sandbox = false, hosts?: string[]) =>
    readReceiptUrl({ receipt_url: receipt_url as string, sandbox }, hosts);

  it("is the payment's own where it is https on a public host", () => {
    const url = "https://npg.nicepay.co.kr/issue/IssueLoader.do?type=0&TID=nictest00m01&innerWin=Y";
    expect(read(url)).toBe(url);
    expect(read(url, false, ["nicepay.co.kr"])).toBe(url);
    expect(read(url, false, ["npg.nicepay.co.kr"])).toBe(url);
    expect(read(url, false, ["pay.co.kr", "evilnicepay.co.kr"])).toBeNull();
  });

  it.each([
    null,
    undefined,
    "",
    "receipt",
    "//npg.nicepay.co.kr/receipt",
    "javascript:alert(document.domain)//https://npg.nicepay.co.kr",
    "data:text/html,<script>alert(1)</script>",
    "http://npg.nicepay.co.kr/receipt",
    "https://npg.nicepay.co.kr@evil.example/receipt",
    "https://user:password@npg.nicepay.co.kr/receipt",
    "https://192.168.0.1/receipt",
    "https://[::1]/receipt",
    "https://2130706433/receipt",
    "https://router/receipt",
    "https://shop.internal/receipt",
    "https://localhost/receipt",
    "http://127.0.0.1:3000/receipt",
    { toString: () => "https://npg.nicepay.co.kr" },
  ])("that is %s is none to be shown", (url) => {
    expect(read(url)).toBeNull();
  });

  it("is the sandbox's own for a payment of its", async () => {
    const portone = await listeningPortone();
    const payment = await portone.client().getPayment(await portone.pay());
    const url = readReceiptUrl(payment);
    expect(url).toBe(`${portone.url}/receipt/${payment.imp_uid}`);
    expect((await fetch(`${url}`)).status).toBe(200);
    expect(readReceiptUrl({ ...payment, sandbox: false })).toBeNull();
    expect(read("javascript://localhost/%0aalert(1)", true)).toBeNull();
  });
});
