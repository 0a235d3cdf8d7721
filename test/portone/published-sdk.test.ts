import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import {
  cancel,
  framesLoaded,
  importLibrary,
  openShop,
  order,
  outcome,
  pay,
  phone,
  press,
  pressIn,
  type Shop,
  startPayment,
  useBrowser,
  userCode,
} from "../browser/harness.ts";

// PortOne's own script, with its requests answered by the sandbox. It is PortOne's, so it isn't in this
// repository: it comes from their CDN, or from a copy of yours named by PORTONE_SDK_FILE.

useBrowser();

const version = process.env.PORTONE_SDK_VERSION ?? "1.1.5";
const file = process.env.PORTONE_SDK_FILE;
const sdk = file ? await readFile(file, "utf8") : await download();

async function download(): Promise<string> {
  const answer = await fetch(`https://cdn.iamport.kr/js/iamport.payment-${version}.js`);
  if (!answer.ok) throw new Error(`PortOne's CDN answered ${answer.status}`);
  return answer.text();
}

/** A checkout page that has loaded PortOne's script, and jQuery from where PortOne's guide has it. */
async function openPortoneShop(options: Parameters<typeof openShop>[0] = {}): Promise<Shop> {
  const shop = await openShop(options);
  await shop.context.route(/^https:\/\//, async (route) => {
    const request = route.request();
    if (request.url().includes("/js/iamport.payment-")) {
      return route.fulfill({ body: sdk, contentType: "text/javascript" });
    }
    const body = request.postDataBuffer();
    const answer = await shop.sandbox.fetch(
      new Request(request.url(), {
        method: request.method(),
        headers: request.headers(),
        body: body && new Uint8Array(body),
        redirect: "manual",
      }),
    );
    return route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    });
  });
  await shop.page.evaluate(
    ([userCode, version]) => window.lib.loadIamport(userCode, { version }).then(() => {}),
    [userCode, version] as const,
  );
  await framesLoaded(shop.page);
  return shop;
}

it(`PortOne's ${version} pays on a PC, one payment after the other`, async () => {
  const { page } = await openPortoneShop();
  for (const merchant_uid of ["a", "b", "c"]) {
    await startPayment(page, { ...order, merchant_uid });
    await press(page, merchant_uid === "b" ? cancel : pay);
    expect((await outcome(page)).result).toMatchObject({ success: merchant_uid !== "b", merchant_uid });
  }
});

it(`PortOne's ${version} pays in a popup`, async () => {
  const { page, context } = await openPortoneShop();
  const [popup] = await Promise.all([
    context.waitForEvent("page"),
    startPayment(page, { ...order, pg: "payco" }),
  ]);
  await pressIn(popup, pay);
  expect((await outcome(page)).result).toMatchObject({ success: true, delivery: "callback" });
});

it(`PortOne's ${version} pays on a phone, down to the landing page`, async () => {
  const { page, origin } = await openPortoneShop({ context: phone });
  await startPayment(page, { ...order, m_redirect_url: `${origin}/complete` });
  await page.waitForURL((url) => !url.href.startsWith(origin));
  await page.getByRole("button", { name: pay }).click();
  await page.waitForURL(`${origin}/complete?**`);
  await importLibrary(page);
  expect(await page.evaluate(() => window.lib.getRedirectResult())).toMatchObject({
    result: { success: true, merchant_uid: "order-1" },
    request: { amount: 64900 },
  });
});
