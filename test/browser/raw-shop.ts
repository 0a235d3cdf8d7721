import { expect } from "vitest";
import type { Fault } from "../../dist/sandbox.js";
import { framesLoaded, openShop, order, type Shop } from "./harness.ts";

// A page that calls the SDK by hand, and what the tests of that share.

export interface RawImp {
  init(userCode: string): void;
  request_pay(data?: Record<string, unknown>, callback?: (answer: Record<string, unknown>) => void): unknown;
  certification(data: Record<string, unknown>, callback: (answer: Record<string, unknown>) => void): unknown;
}
declare global {
  interface Window {
    raw: RawImp;
    answers: Record<string, unknown>[];
  }
}

/** A page that uses the SDK by hand, as PortOne's guide does. */
export async function rawShop(options: Parameters<typeof openShop>[0] = {}, init = true): Promise<Shop> {
  const shop = await openShop({
    head: (url) =>
      `<script src="/jquery-1.12.4.js"></script><script src="${url}/js/iamport.payment-1.2.0.js"></script>
       <script>window.raw = IMP; window.answers = []; ${init ? 'IMP.init("imp00000000")' : ""}</script>`,
    ...options,
  });
  if (init) await framesLoaded(shop.page);
  return shop;
}

export const answers = (shop: Shop) => shop.page.evaluate(() => window.answers);

/** Has the sandbox do this to the page, as a shop's own test would. */
export async function ask(shop: Shop, ...faults: Fault[]): Promise<void> {
  const answer = await fetch(`${shop.sandbox.url}/sandbox/faults`, {
    method: "PUT",
    body: JSON.stringify(faults),
  });
  expect(answer.status).toBe(200);
}

/** Pays by hand, and leaves each answer on the page. */
export async function payByHand(shop: Shop, params: Record<string, unknown> = {}): Promise<void> {
  await shop.page.evaluate(
    (params) => void window.raw.request_pay(params, (answer) => window.answers.push(answer)),
    { ...order, ...params },
  );
}

/** Any release, on a page that uses the SDK by hand. */
export const withRelease = (file: string, query = ""): Parameters<typeof openShop>[0] => ({
  head: (url) =>
    `<script src="/jquery-1.12.4.js"></script><script src="${url}/js/${file}${query}"></script>
     <script>window.raw = IMP; window.answers = []; IMP.init("imp00000000")</script>`,
});

/** The SDK's releases that differ in how they load their frames anew. */
export const releases = ["1.2.0", "1.1.5"];

/** The shop with another release of the SDK. */
export const withSdk = (shop: Shop, release: string): Shop => ({
  ...shop,
  addresses: { ...shop.addresses, sdkUrl: `${shop.sandbox.url}/js/iamport.payment-${release}.js` },
});

/** A page with the v1 SDK, used by hand. */
export function v1Head(init = 'IMP.init("imp00000000")'): (url: string) => string {
  return (url) =>
    `<script src="${url}/v1/iamport.js"></script>
     <script>window.raw = IMP; window.answers = []; ${init}</script>`;
}
