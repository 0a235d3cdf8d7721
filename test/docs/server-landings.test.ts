import { Hono } from "hono";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeEach, describe, expect, it, vi } from "vitest";
import * as server from "../../src/server/index.ts";
import { portone } from "../server/portone.ts";
import { type Block, documents, read } from "./documents.ts";
import { runBlock } from "./run-block.ts";

// The guides' landing pages that the server answers, as they stand: a page of Next.js, a route of Nuxt, one of Hono.

const amount = 64_900;
const merchant_uid = "order-1";

let shop: ReturnType<typeof portone>;
let client: server.IamportClient;
let settled: string[];

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  vi.spyOn(console, "error").mockImplementation(() => {});
  shop = portone();
  // jsdom's signals aren't those of Node's Request.
  client = shop.client({ retries: 0, fetch: (url, { signal, ...init }) => shop.fetch(url, init) });
  settled = [];
});

const findOrder = async (asked: string) => (asked === merchant_uid ? { amount } : null);
const books = {
  "../../client": { client: new Proxy({}, { get: (_, name) => Reflect.get(client, name) }) },
  "../../db": {
    db: { findOrder, settle: async (_: string, status: string) => void settled.push(status) },
  },
};
const blocksWith = (pattern: RegExp) =>
  documents
    .flatMap((document) => read(document).blocks)
    .filter(({ code }) => pattern.test(code))
    .map((block) => [`${block.document}:${block.line}`, block] as const);

/** What the customer's browser gets: `ok` is a page or a redirect, as opposed to a refusal. */
type Answer = { ok: boolean; text: string };
type Land = (query: string) => Promise<Answer>;

async function nextPage(block: Block): Promise<Land> {
  const { default: Page } = await runBlock(block, { "iamport-request-pay/server": server, ...books });
  return async (query) => {
    const searchParams = Promise.resolve(Object.fromEntries(new URLSearchParams(query)));
    const render = Page as (props: object) => Promise<ReactElement>;
    return { ok: true, text: renderToStaticMarkup(await render({ searchParams })) };
  };
}

async function nuxtRoute(block: Block): Promise<Land> {
  const { default: route } = await runBlock(block, {
    "iamport-request-pay/server": server,
    ...books,
    h3: {
      defineEventHandler: (handler: unknown) => handler,
      getRequestURL: ({ path }: { path: string }) => new URL(path, "https://shop.example"),
      sendRedirect: async (_: object, to: string, status: number) => ({ ok: true, text: `${status} ${to}` }),
      createError: ({ statusCode }: { statusCode: number }) => Object.assign(new Error(), { statusCode }),
    },
  });
  return async (query) => {
    try {
      return await (route as (event: object) => Promise<Answer>)({ path: `/complete?${query}` });
    } catch (error) {
      const { statusCode } = error as { statusCode?: number };
      if (!statusCode) throw error;
      return { ok: false, text: `${statusCode}` };
    }
  };
}

async function honoRoute(block: Block): Promise<Land> {
  const { complete } = server.createPaymentHandlers({
    client,
    findOrder,
    onVerified: ({ status }) => settled.push(status),
  });
  let app = new Hono();
  class Kept extends Hono {
    constructor() {
      super();
      app = this;
    }
  }
  await runBlock(block, { hono: { Hono: Kept }, "./payments": { complete } });
  return async (query) => {
    const answer = await app.request(`https://shop.example/complete?${query}`);
    return {
      ok: answer.status < 400,
      text: `${answer.status} ${answer.headers.get("location") ?? (await answer.text())}`,
    };
  };
}

const kinds = [
  ["Next.js", nextPage, blocksWith(/^\/\/ app\/complete\/page\.tsx/), /it is paid|결제되었습니다|완료/],
  ["Nuxt", nuxtRoute, blocksWith(/^\/\/ server\/routes\/complete\.get\.ts/), /303 \/orders\/order-1/],
  ["Hono", honoRoute, blocksWith(/new Hono\(\)[\s\S]*parseRedirect/), /302 \/orders\/order-1/],
] as const;

it("there is one of each kind in both languages", () => {
  expect(kinds.map(([, , blocks]) => blocks.length)).toEqual([2, 2, 2]);
});

describe.each(kinds)("a landing page of %s", (kind, prepare, blocks, arrived) => {
  describe.each(blocks)("%s", (_, block) => {
    const landing = (imp_uid: string | null, success = true) =>
      `imp_uid=${imp_uid}&merchant_uid=${merchant_uid}&imp_success=${success}`;
    const pay = (data: object = {}, decision?: string) =>
      shop.pay({ merchant_uid, amount, ...data }, decision);

    it("approved, and reloaded: it is settled, and nothing else is said the second time", async () => {
      const land = await prepare(block);
      const query = landing(await pay());
      expect((await land(query)).text).toMatch(arrived);
      expect((await land(query)).text).toMatch(arrived);
      expect(new Set(settled)).toEqual(new Set(["paid"]));
    });

    it("declined: it is settled as that", async () => {
      const land = await prepare(block);
      const { text } = await land(landing(await pay({}, "decline"), false));
      if (kind === "Next.js") expect(text).not.toMatch(/it is paid|결제되었습니다/);
      expect(settled).toEqual(["failed"]);
    });

    it("a virtual account: nobody reads that it is paid, nor the account", async () => {
      const land = await prepare(block);
      const { text } = await land(landing(await pay({ pay_method: "vbank" }, "vbank")));
      if (kind === "Next.js") expect(text).not.toMatch(arrived);
      expect(text).toContain("/orders/order-1");
      expect(text).not.toMatch(/\d{8,}/);
      expect(settled).toEqual(["ready"]);
    });

    it("an amount that was changed in the console: refused, and nothing is settled", async () => {
      const land = await prepare(block);
      const { ok, text } = await land(landing(await pay({ amount: 100 })));
      if (kind === "Next.js") expect(text).not.toMatch(arrived);
      else expect(ok).toBe(false);
      expect(settled).toEqual([]);
    });

    it("a forged link: nothing is settled", async () => {
      const land = await prepare(block);
      await land(landing("imp_000000000000"));
      expect(settled).toEqual([]);
    });

    it("PortOne away after an approval: nobody reads that it isn't paid, and a reload finds it paid", async () => {
      const land = await prepare(block);
      const query = landing(await pay());
      await shop.faults({ kind: "error", status: 500, times: 5 });
      const away = await land(query).catch(() => null);
      // Hono's leads to the order's page, which says what the books know.
      if (kind === "Hono") expect(away?.text).toMatch(arrived);
      else expect(away).toBeNull();
      expect(settled).toEqual([]);
      await shop.faults();
      expect((await land(query)).text).toMatch(arrived);
      expect(settled).toContain("paid");
    });

    it("opened without a payment: it says so", async () => {
      const land = await prepare(block);
      const { ok, text } = await land("");
      if (kind === "Next.js") expect(text).not.toMatch(arrived);
      else expect(ok).toBe(false);
    });
  });
});
