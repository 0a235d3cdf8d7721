import { beforeEach, describe, expect, it, vi } from "vitest";
import * as server from "../../src/server/index.ts";
import { portone } from "../server/portone.ts";
import { documents, read } from "./documents.ts";
import { runBlock } from "./run-block.ts";

// The recipes' functions for a shop's server, as they stand in the guides, with the sandbox as PortOne.

const amount = 64_900;
const merchant_uid = "order-1";
type Functions = Record<string, (...given: unknown[]) => Promise<unknown>>;

let shop: ReturnType<typeof portone>;
let client: server.IamportClient;
let settled: server.SettledPayment[];
let kept: unknown[];

beforeEach(() => {
  shop = portone();
  // jsdom's signals aren't those of Node's Request.
  client = shop.client({ retries: 0, fetch: (url, { signal, ...init }) => shop.fetch(url, init) });
  settled = [];
  kept = [];
});

/** What the block with this name in it exports. */
async function recipe(document: string, name: string): Promise<Functions> {
  const block = read(document).blocks.find(({ code }) =>
    new RegExp(`^export .*\\b${name}\\b`, "m").test(code),
  );
  if (!block) throw new Error(`${document} has no ${name}`);
  return (await runBlock(block, {
    "iamport-request-pay/server": server,
    "./client": { client },
    "./books": {
      findOrder: async (asked: string) => (asked === merchant_uid ? { amount } : null),
      settle: async (payment: server.SettledPayment) => void settled.push(payment),
      keepForged: async (forged: unknown) => void kept.push(forged),
    },
  })) as Functions;
}

const inBoth = (name: string) =>
  documents.filter((document) =>
    [`docs/${name}.md`, `docs/${name}.ko.md`].includes(document.replace(/\\/g, "/")),
  );

/** What is given back, with its amount. */
const cancelled = async (imp_uid: string) => (await client.getPayment(imp_uid)).cancel_amount;
const payFor = async (more: object = {}) => `${await shop.pay({ merchant_uid, amount, ...more })}`;

describe.each(inBoth("amounts"))("%s", (document) => {
  it("an amount that is registered is the only one that is paid, and can be changed", async () => {
    const { registerAmount } = await recipe(document, "registerAmount");
    await registerAmount?.(merchant_uid, 50_000);
    await registerAmount?.(merchant_uid, amount);
    expect((await client.getPrepared(merchant_uid)).amount).toBe(amount);
    expect(await shop.pay({ merchant_uid, amount: 50_000 })).toBeFalsy();
    expect(await shop.pay({ merchant_uid, amount })).toBeTruthy();
  });

  it("an old amount that was paid goes back once, and what is the order's stays", async () => {
    const { giveBack } = await recipe(document, "giveBack");
    const imp_uid = await payFor({ amount: 100 });
    const forged = async () => ({ reason: "amount", payment: await client.getPayment(imp_uid) });
    await giveBack?.(await forged());
    await giveBack?.(await forged());
    expect(await cancelled(imp_uid)).toBe(100);
    expect(kept).toHaveLength(2);
    const another = await payFor({ merchant_uid: "order-2" });
    await giveBack?.({ reason: "merchant_uid", payment: await client.getPayment(another) });
    expect(await cancelled(another)).toBe(0);
  });

  it("an order of 0 asks the shop's own server, and opens no window", async () => {
    const { pay } = await recipe(document, "pay");
    const ask = vi.fn(async () => new Response(null, { status: 200 }));
    vi.stubGlobal("fetch", ask);
    expect(await pay?.({ merchant_uid, name: "chair", amount: 0 })).toEqual({ status: "success" });
    expect(ask).toHaveBeenCalledWith(`/orders/${merchant_uid}/free`, { method: "POST" });
    ask.mockResolvedValue(new Response(null, { status: 409 }));
    await expect(pay?.({ merchant_uid, name: "chair", amount: 0 })).rejects.toThrow("409");
    vi.unstubAllGlobals();
  });
});

describe.each(inBoth("retries"))("%s", (document) => {
  it("an order that is paid already is found, and settled if nobody had told", async () => {
    const { isPaid } = await recipe(document, "isPaid");
    expect(await isPaid?.(merchant_uid)).toBe(false);
    await shop.pay({ merchant_uid, amount }, "decline");
    expect(await isPaid?.(merchant_uid)).toBe(false);
    const imp_uid = await payFor();
    expect(await isPaid?.(merchant_uid)).toBe(true);
    expect(settled.map(({ status, payment }) => [status, payment.imp_uid])).toEqual([["paid", imp_uid]]);
  });

  it("PortOne away: nobody is told that it isn't paid", async () => {
    const { isPaid } = await recipe(document, "isPaid");
    await payFor();
    await shop.faults({ kind: "error", status: 500, times: 5 });
    await expect(isPaid?.(merchant_uid)).rejects.toThrow();
  });
});

describe.each(inBoth("refunds"))("%s", (document) => {
  it("gives back all of it, once", async () => {
    const { refund } = await recipe(document, "refund");
    const imp_uid = await payFor();
    expect(await refund?.(imp_uid, "The customer's wish")).toMatchObject({ status: "cancelled" });
    expect(await refund?.(imp_uid, "The customer's wish")).toBeNull();
    expect(await cancelled(imp_uid)).toBe(amount);
    expect(settled.map(({ status }) => status)).toEqual(["cancelled"]);
  });

  it("gives back a part, and a second press gives back no more", async () => {
    const { refundPart } = await recipe(document, "refundPart");
    const imp_uid = await payFor();
    await refundPart?.(imp_uid, 10_000, amount, "One item");
    await expect(refundPart?.(imp_uid, 10_000, amount, "One item")).rejects.toThrow();
    expect(await cancelled(imp_uid)).toBe(10_000);
    await refundPart?.(imp_uid, amount - 10_000, amount - 10_000, "The rest");
    expect(settled.map(({ status }) => status)).toEqual(["paid", "cancelled"]);
  });

  it("gives the address of the receipt", async () => {
    const { receiptOf } = await recipe(document, "receiptOf");
    const { receipt_url } = await client.getPayment(await payFor());
    expect(await receiptOf?.(await payFor({ merchant_uid: "order-3" }))).toMatch(/^https?:/);
    expect(receipt_url).toMatch(/^https?:/);
  });
});
