import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { startShop } from "../../examples/checkout/server/start-shop.mjs";
import { emptyDatabase } from "./open-shop.ts";

const main = fileURLToPath(new URL("../../examples/checkout/server/main.mjs", import.meta.url));

// Nothing here asks PortOne for anything: no order is made.

it.each([true, false])(
  "with PortOne's keys there is no sandbox, and the page takes PortOne's SDK (testing: %s)",
  async (testing) => {
    const portone = { userCode: "imp12345678", impKey: "key", impSecret: "very-secret", testing };
    const shop = await startShop({ port: 0, portone, databaseUrl: await emptyDatabase(), lookEvery: false });
    onTestFinished(shop.close);
    expect(shop.sandboxUrl).toBeNull();
    const config = await (await fetch(`${shop.url}/config.js`)).text();
    expect(config).toContain('userCode = "imp12345678"');
    expect(config).toContain("addresses = {}");
    expect(config).toContain(`testing = ${testing}`);
    expect(config).not.toContain("very-secret");
    const page = await (await fetch(`${shop.url}/complete?lang=ko`)).text();
    expect(page).not.toContain("very-secret");
  },
);

it("with a part of the keys it says which are needed, instead of taking a sandbox for PortOne", async () => {
  const shop = spawn(process.execPath, [main], {
    env: { ...process.env, PORT: "0", IMP_CODE: "imp12345678", IMP_KEY: "key", IMP_SECRET: "" },
  });
  let said = "";
  shop.stderr.on("data", (text) => {
    said += text;
  });
  const [code] = await once(shop, "exit");
  expect(code).not.toBe(0);
  expect(said).toContain("IMP_CODE, IMP_KEY and IMP_SECRET");
});
