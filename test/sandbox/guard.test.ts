import { request } from "node:http";
import { afterEach, expect, test } from "vitest";
import { createSandbox, type Sandbox } from "../../src/sandbox/index.ts";

let sandbox: Sandbox | undefined;
afterEach(() => sandbox?.close());

/** A request with the headers of a browser, over a socket; `fetch` wouldn't send them. */
async function ask(
  method: string,
  path: string,
  headers: Record<string, string>,
  body = "",
): Promise<number> {
  sandbox ??= createSandbox();
  const url = await Promise.resolve()
    .then(() => sandbox?.url ?? "")
    .catch(() => sandbox?.listen() ?? "");
  return new Promise((resolve, reject) => {
    const asking = request(url + path, { method, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asking.once("error", reject);
    asking.end(body);
  });
}

const form = { "content-type": "application/x-www-form-urlencoded" };
const changing = [
  ["POST", "/sandbox/time"],
  ["POST", "/sandbox/deposit/imp_0"],
  ["POST", "/sandbox/cancel/imp_0"],
  ["POST", "/sandbox/expire/imp_0"],
  ["PUT", "/sandbox/faults"],
  ["DELETE", "/sandbox/faults"],
  ["POST", "/payments/open"],
  ["POST", "/gateway/imp_0/answer"],
  ["POST", "/gateway/imp_0/closed"],
] as const;

test.each(changing)("a page of another origin can't do it: %s %s", async (method, path) => {
  for (const origin of ["https://evil.example", "http://localhost:3000", "null"]) {
    expect(await ask(method, path, { ...form, origin })).toBe(403);
  }
  expect(await ask(method, path, { ...form, "sec-fetch-site": "cross-site" })).toBe(403);
});

test.each(changing)("a program, and the sandbox's own page, can: %s %s", async (method, path) => {
  expect(await ask(method, path, { "content-type": "application/json" })).not.toBe(403);
  const origin = sandbox?.url ?? "";
  expect(await ask(method, path, { "content-type": "application/json", origin })).not.toBe(403);
});

test.each([
  ["GET", "/"],
  ["GET", "/sandbox/log"],
  ["POST", "/payments/open"],
] as const)(
  "a host's name that was made to stand for this machine opens nothing: %s %s",
  async (method, path) => {
    expect(await ask(method, path, { host: "rebound.example" })).toBe(403);
    expect(await ask(method, path, { host: "localhost:4001" })).not.toBe(403);
  },
);

test("a shop's own page has the SDK, its frames and the REST API as before", async () => {
  const origin = "https://shop.example";
  expect(await ask("GET", "/js/iamport.payment-1.2.0.js", { origin })).toBe(200);
  expect(await ask("GET", "/users/pg/imp00000000", { origin, "sec-fetch-site": "cross-site" })).toBe(200);
  expect(await ask("GET", "/payments/ready/imp00000000/kcp", { origin })).toBe(200);
  // Some gateways are reached by POST; their page decides nothing by itself.
  expect(await ask("POST", "/gateway/imp_0", { ...form, origin })).toBe(404);
  const keys = "imp_key=imp_apikey&imp_secret=imp_secret";
  expect(await ask("POST", "/users/getToken", { ...form, origin }, keys)).toBe(200);
});
