import { expect } from "vitest";
import type { Fault } from "../../dist/sandbox.js";
import { framesLoaded, openShop, order, pay, press, type Shop, type ShopOptions } from "./harness.ts";

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

const init = 'IMP.init("imp00000000")';

/** The head of a page that uses a release of the SDK by hand, as PortOne's guide does. */
const rawHead =
  (file: string, begin = init) =>
  (url: string) =>
    `<script src="/jquery-1.12.4.js"></script><script src="${url}/js/${file}"></script>
     <script>window.raw = IMP; window.answers = []; ${begin}</script>`;

/** A page that uses the SDK by hand. */
export async function rawShop(options: ShopOptions = {}, hasInit = true): Promise<Shop> {
  const head = rawHead("iamport.payment-1.2.0.js", hasInit ? init : "");
  const shop = await openShop({ head, ...options });
  if (hasInit) await framesLoaded(shop.page);
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

/** The orders of the answers that have come. */
export const answered = async (shop: Shop) => (await answers(shop)).map(({ merchant_uid }) => merchant_uid);

/** Nothing has been answered, and the next payment is: by then, an answer to one of before would have come. */
export async function onlyNextIsAnswered(shop: Shop): Promise<void> {
  await payByHand(shop, { merchant_uid: "order-next" });
  await press(shop.page, pay);
  await expect.poll(() => answered(shop)).toEqual(["order-next"]);
}

/** Any release, on a page that uses the SDK by hand. */
export const withRelease = (file: string, query = ""): ShopOptions => ({ head: rawHead(file + query) });

/** The SDK's releases that differ in how they load their frames anew. */
export const releases = ["1.2.0", "1.1.5"];

/** The shop with another release of the SDK. */
export const withSdk = (shop: Shop, release: string): Shop => ({
  ...shop,
  addresses: { ...shop.addresses, sdkUrl: `${shop.sandbox.url}/js/iamport.payment-${release}.js` },
});

/** A page with the v1 SDK, used by hand. */
export const v1Head =
  (begin = init) =>
  (url: string) =>
    `<script src="${url}/v1/iamport.js"></script>
     <script>window.raw = IMP; window.answers = []; ${begin}</script>`;
