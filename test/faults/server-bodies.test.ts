import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import {
  addresses,
  createShop,
  exchange,
  expectDiscreet,
  listen,
  onExpress,
  onHono,
  onNode,
} from "./handlers.ts";
import { observe } from "./observe.ts";

const merchant_uid = "order-1";
const report = (imp_uid: string) => JSON.stringify({ imp_uid, merchant_uid });
/** JSON of exactly so many bytes, which names a payment. */
const padded = (imp_uid: string, bytes: number) => {
  const empty = JSON.stringify({ imp_uid, merchant_uid, padding: "" });
  return empty.replace('""}', `"${"x".repeat(bytes - empty.length)}"}`);
};
const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
const utf16 = (text: string) => new Uint8Array(Buffer.from(text, "utf16le"));

interface Case {
  body: string | Uint8Array | ((imp_uid: string) => string | Uint8Array);
  type?: string;
  /** By whom it is answered with what: Express's own parser refuses some of it first. */
  status: number;
  behindExpress?: number;
}

const cases: Record<string, Case> = {
  "not JSON": { body: "imp_uid=imp_1", status: 400 },
  "half of JSON": { body: '{"imp_uid":"imp_1","merchant_uid":', status: 400 },
  "two JSONs": { body: "{}{}", status: 400 },
  "NaN in it": { body: '{"imp_uid":NaN}', status: 400 },
  empty: { body: "", status: 400 },
  "white space": { body: " \n\t ", status: 400 },
  "a number": { body: "1", status: 400 },
  null: { body: "null", status: 400 },
  "a list": { body: "[]", status: 400 },
  "30,000 levels deep": { body: nested(30_000), status: 400 },
  "100,000 levels deep": { body: nested(100_000), status: 413 },
  "good, and 30,000 levels deep in another field": {
    body: (imp_uid) => `{"x":${nested(30_000)},${report(imp_uid).slice(1)}`,
    status: 200,
    behindExpress: 400,
  },
  "exactly 64 KiB": { body: (imp_uid) => padded(imp_uid, 64 * 1024), status: 200 },
  "64 KiB and a byte": { body: (imp_uid) => padded(imp_uid, 64 * 1024 + 1), status: 413 },
  "10 MB": { body: "x".repeat(10 * 1024 * 1024), status: 413 },
  "a null byte": { body: "\u0000", status: 400 },
  "invalid UTF-8": { body: Uint8Array.of(0x7b, 0xff, 0xfe, 0xc0, 0x80, 0x7d), status: 400 },
  "UTF-16": { body: (imp_uid) => utf16(report(imp_uid)), status: 400 },
  "a BOM before it": { body: (imp_uid) => `\ufeff${report(imp_uid)}`, status: 200 },
  "a charset that isn't its own": {
    body: (imp_uid) => report(imp_uid),
    type: "application/json; charset=euc-kr",
    status: 200,
    behindExpress: 415,
  },
  "another content type": { body: (imp_uid) => report(imp_uid), type: "text/plain", status: 415 },
  multipart: { body: "--x--", type: "multipart/form-data; boundary=x", status: 415 },
  "a content type that is none": { body: "{}", type: "json", status: 415 },
  "JSON said to be a form": {
    body: (imp_uid) => report(imp_uid),
    type: "application/x-www-form-urlencoded",
    status: 400,
  },
  "a form with a broken escape": {
    body: "imp_uid=%&merchant_uid=%E0%A4%A",
    type: "application/x-www-form-urlencoded",
    status: 400,
  },
  "a form with 10,000 fields": {
    body: "a=1&".repeat(10_000),
    type: "application/x-www-form-urlencoded",
    status: 400,
    behindExpress: 413,
  },
  "a form with lists and objects": {
    body: "imp_uid[]=imp_1&imp_uid[]=imp_2&merchant_uid[$ne]=1",
    type: "application/x-www-form-urlencoded",
    status: 400,
  },
  "__proto__ with what is missing": {
    body: '{"__proto__":{"imp_uid":"imp_1","merchant_uid":"order-1"}}',
    status: 400,
  },
  "constructor with what is missing": {
    body: '{"constructor":{"prototype":{"imp_uid":"imp_1","merchant_uid":"order-1"}}}',
    status: 400,
  },
  "a form with __proto__": {
    body: "__proto__[merchant_uid]=order-1&__proto__[imp_uid]=imp_1",
    type: "application/x-www-form-urlencoded",
    status: 400,
  },
  "a field twice, the good one last": {
    body: (imp_uid) => `{"imp_uid":"../prepare",${report(imp_uid).slice(1)}`,
    status: 200,
  },
  "a field twice, the good one first": {
    body: (imp_uid) => `${report(imp_uid).slice(0, -1)},"imp_uid":"../prepare"}`,
    status: 400,
  },
};

const post = async (url: string, body: Uint8Array<ArrayBuffer>, type: string, chunked: boolean) => {
  const sent = chunked ? { body: new Blob([body]).stream(), duplex: "half" as const } : { body };
  const answer = await fetch(url, { method: "POST", headers: { "content-type": type }, ...sent });
  return { status: answer.status, text: await answer.text() };
};

async function open() {
  const shop = createShop();
  const imp_uid = await shop.pay();
  const [node, hono, express] = [
    await listen(onNode(shop)),
    await listen(onHono(shop)),
    await listen(onExpress(shop)),
  ];
  return {
    ...shop,
    imp_uid,
    node: node.url,
    hono: hono.url,
    express: express.url,
    /** The servers go on, and nothing was settled until now. */
    afterwards: async () => {
      for (const { url } of [node, hono, express]) {
        const body = new TextEncoder().encode(report(imp_uid));
        expect((await post(`${url}/webhook`, body, "application/json", false)).status).toBe(200);
      }
      expect(shop.errors).toEqual([]);
      return "the next good report: 200";
    },
  };
}

describe("Server", () => {
  it.for(Object.entries(cases))("body: %s", async ([, { type = "application/json", ...wanted }], context) => {
    const shop = await open();
    const given = typeof wanted.body === "function" ? wanted.body(shop.imp_uid) : wanted.body;
    const body = new Uint8Array(Buffer.from(given as string));
    const { status, behindExpress = status } = wanted;
    for (const address of addresses) {
      const headers = { "content-type": type };
      const request = new Request("https://shop.example/", { method: "POST", headers, body });
      const asHandler = await shop[address](request);
      const answers = [
        { status: asHandler.status, text: await asHandler.text() },
        await post(`${shop.node}/${address}`, body, type, false),
        await post(`${shop.node}/${address}`, body, type, true),
        await post(`${shop.hono}/${address}`, body, type, false),
        await post(`${shop.hono}/${address}`, body, type, true),
        await post(`${shop.express}/${address}`, body, type, false),
        await post(`${shop.express}/${address}`, body, type, true),
      ];
      const seen = answers.map((answer) => answer.status);
      expect(seen).toEqual([...Array(5).fill(status), behindExpress, behindExpress]);
      for (const { text } of answers) expectDiscreet(text);
    }
    const payments = new Set(shop.asked.filter((asked) => !asked.endsWith("/users/getToken")));
    expect([...payments]).toEqual(
      status === 200 ? [`GET /payments/${shop.imp_uid}?include_sandbox=true`] : [],
    );
    if (status !== 200) expect(shop.onVerified).not.toHaveBeenCalled();
    const after = await shop.afterwards();
    observe(context, {
      happens: `${status}${behindExpress === status ? "" : `, behind a parser that reads it first ${behindExpress}`}; PortOne asked for ${payments.size ? "this payment alone" : "nothing"}; ${after}`,
      sees: status === 200 ? "the verdict on the payment" : "the order stays as it was",
    });
  });

  const head = (more: string) =>
    `POST /webhook HTTP/1.1\r\nhost: shop\r\nconnection: close\r\ncontent-type: application/json\r\n${more}\r\n\r\n`;

  it.for([
    [
      "content-length: too long, and the sender hangs up",
      (good: string) => [`${head("content-length: 999")}${good}`],
      null,
    ],
    ["content-length: too short", (good: string) => [`${head("content-length: 20")}${good}`], 400],
    ["content-length: no number", (good: string) => [`${head("content-length: x")}${good}`], 400],
    ["content-length: negative", (good: string) => [`${head("content-length: -1")}${good}`], 400],
    [
      "content-length: twice, and different",
      (good: string) => [`${head("content-length: 5\r\ncontent-length: 50")}${good}`],
      400,
    ],
    [
      "content-length: beside transfer-encoding (request smuggling)",
      (good: string) => [`${head("content-length: 5\r\ntransfer-encoding: chunked")}0\r\n\r\n${good}`],
      400,
    ],
    ["chunks: a length that is none", () => [`${head("transfer-encoding: chunked")}zz\r\n{}\r\n`], 400],
    ["headers: 100 kB of them", () => [head(`x-long: ${"x".repeat(100_000)}`)], 431],
  ] as const)("%s", async ([, bytes, status], context) => {
    const shop = await open();
    const sent = bytes(report(shop.imp_uid));
    if (status === null) {
      const socket = connect(Number(new URL(shop.node).port), "127.0.0.1");
      await new Promise<void>((done) => socket.write(sent.join(""), () => done()));
      socket.destroy();
    } else {
      const { status: seen, text } = await exchange(shop.node, ...sent);
      expect(seen).toBe(status);
      expectDiscreet(text);
    }
    expect(shop.asked).toEqual([]);
    expect(shop.onVerified).not.toHaveBeenCalled();
    const after = await shop.afterwards();
    observe(context, {
      happens: `${status ?? "no answer: nobody is there to hear it"}; PortOne asked for nothing; ${after}`,
      sees: "the order stays as it was",
    });
  });
});
