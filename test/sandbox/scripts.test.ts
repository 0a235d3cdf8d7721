import { createHash } from "node:crypto";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { chromeOnPc, testSandbox } from "./ask.ts";

const { get } = testSandbox();

test("jQuery is the published file, so that its integrity hash holds", async () => {
  for (const url of ["https://code.jquery.com/jquery-1.12.4.min.js", "/jquery.js"]) {
    const response = await get(url);
    const hash = createHash("sha256")
      .update(Buffer.from(await response.arrayBuffer()))
      .digest("base64");
    expect(hash).toBe("ZosEbRLbNQzLpnKIkEdrPv7lOy9C27hHQ+Xp8a4MxAQ=");
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("content-type")).toContain("javascript");
  }
});

test.each([
  "https://code.jquery.com/jquery-3.7.1.min.js",
  "https://code.jquery.com/jquery-1.12.4.js",
  "https://code.jquery.com/jquery.js",
  "https://code.jquery.com/ui/1.13.2/jquery-ui.min.js",
])("%s is let through: the sandbox has no such file", async (url) => {
  const response = await get(url);
  expect(response.status).toBe(302);
  expect(response.headers.get("location")).toBe(url);
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
});

test("another jQuery that is asked of the sandbox itself comes from where it is", async () => {
  const response = await get("http://127.0.0.1:4001/jquery-migrate-3.4.1.min.js");
  expect(response.headers.get("location")).toBe("https://code.jquery.com/jquery-migrate-3.4.1.min.js");
});

test.each([
  ["iamport.payment-1.1.7-20180615.js", "1.1.7"],
  ["1.1.6-rc.js", "1.1.6"],
  ["iamport.payment-1.1.5.js", "1.1.5"],
  ["iamport.payment-1.2.1.js", "1.2.1"],
])("%s is release %s", async (file, version) => {
  const script = await (await get(`https://cdn.iamport.kr/js/${file}`)).text();
  expect(script).toContain(`const VERSION = "${version}";`);
});

test("no release is made up", async () => {
  expect((await get("/js/iamport.payment-9.9.9.js")).status).not.toBe(200);
});

test("the v1 SDK as a module exports what the script puts on the page", async () => {
  const script = await (await get("/v1/iamport.esm.js")).text();
  expect(script).toContain('const VERSION = "1.3.0";');
  expect(script).toMatch(/export default IMP;\s*$/);
});

test("the v1 SDK names its services", async () => {
  const script = await (await get("https://cdn.iamport.kr/v1/iamport.js")).text();
  expect(script).toContain("https://checkout-service.prod.iamport.co");
});

test("a fault on the script's address reaches its frames, and nothing else does", async () => {
  const faulty = await get("/js/iamport.payment-1.2.0.js?fault=frameSilent");
  expect(await faulty.text()).toContain('const FAULT = "frameSilent";');
  const other = await get(`/js/iamport.payment-1.2.0.js?fault=${encodeURIComponent('";alert(1)//')}`);
  expect(await other.text()).toContain('const FAULT = "";');
});

test("the SDK speaks to PortOne's service when it stands in for PortOne's CDN, else to the sandbox", async () => {
  const routed = await get("https://cdn.iamport.kr/js/iamport.payment-1.2.0.js");
  const local = await get("http://127.0.0.1:4001/js/iamport.payment-1.2.0.js");
  const v1 = await get("https://cdn.iamport.kr/v1/iamport.js");
  expect(await routed.text()).toContain('const SERVICE = "https://service.iamport.kr";');
  expect(await local.text()).toContain('const SERVICE = "http://127.0.0.1:4001";');
  expect(await v1.text()).toContain('const SERVICE = "https://service.iamport.kr";');
  expect(v1.headers.get("access-control-allow-origin")).toBe("*");
});

/** The page's globals after the script has run on a page without jQuery. */
async function runWithoutJquery(version: string) {
  const script = await (await get(`/js/iamport.payment-${version}.js`)).text();
  const page: Record<string, unknown> = {
    document: { createElement: () => ({}), head: { appendChild: () => undefined } },
    navigator: { userAgent: chromeOnPc },
  };
  page.window = page;
  let error: unknown;
  try {
    runInNewContext(script, page);
  } catch (thrown) {
    error = thrown;
  }
  return { IMP: page.IMP as Record<string, (...args: unknown[]) => unknown>, error, page, script };
}

test("up to 1.1.4 the SDK throws without jQuery and leaves a half-made IMP", async () => {
  const { IMP, error } = await runWithoutJquery("1.1.4");
  expect(String(error)).toContain("jQuery is not defined");
  expect(Object.keys(IMP)).toEqual([]);
});

test.each(["1.1.5", "1.1.8", "1.2.0"])(
  "SDK %s is there without jQuery, and throws when it is called",
  async (version) => {
    const { IMP, error } = await runWithoutJquery(version);
    expect(error).toBeUndefined();
    expect(() => IMP.init?.("imp00000000")).toThrow("jQuery is not defined");
    expect(() => IMP.request_pay?.({ amount: 1 })).toThrow("jQuery is not defined");
    expect("close" in IMP).toBe(version === "1.2.0");
  },
);

test("a second copy of the SDK does nothing", async () => {
  const { IMP, page, script } = await runWithoutJquery("1.2.0");
  runInNewContext(script, page);
  expect(page.IMP).toBe(IMP);
});

test("the merchant's gateways come as JSONP, and as JSON to whoever asks without a callback", async () => {
  const jsonp = await get("/users/pg/imp00000000?callback=jQuery1124_1&_=1");
  expect(await jsonp.text()).toMatch(
    /^jQuery1124_1\(\{"code":0,"data":\[\{"pg_provider":"kcp","pg_id":"T0000","type":"payment"\}/,
  );
  expect(jsonp.headers.get("content-type")).toContain("javascript");
  for (const query of ["", "?callback=?", "?callback=alert(1)//"]) {
    const json = await get(`/users/pg/imp00000000${query}`);
    expect(json.headers.get("content-type")).toContain("application/json");
    expect(json.headers.get("access-control-allow-origin")).toBe("*");
    expect(await json.json()).toMatchObject({ code: 0 });
  }
});

test("an unknown merchant has no gateways", async () => {
  const response = await get("/users/pg/imp12345678");
  expect(await response.json()).toMatchObject({ code: -1, data: [] });
});

test("a gateway that nothing more is said of takes payments", async () => {
  const { get } = testSandbox({ gateways: [{ pg_provider: "kcp", pg_id: "T0000" }] });
  expect((await (await get("/users/pg/imp00000000")).json()).data).toEqual([
    expect.objectContaining({ pg_provider: "kcp", type: "payment" }),
  ]);
});
