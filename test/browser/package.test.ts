import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };

const root = fileURLToPath(new URL("../..", import.meta.url));
const names = [
  "IamportError",
  "clearRedirectResult",
  "completePayment",
  "createMerchantUid",
  "getRedirectResult",
  "loadIamport",
  "parseRedirect",
  "requestPay",
  "resultDelivery",
  "validateParams",
];

describe("the package", () => {
  it("exports the same by import and by require", async () => {
    const script = 'import("iamport-request-pay").then((lib) => console.log(Object.keys(lib).sort().join()))';
    const imported = execFileSync(process.execPath, ["--eval", script], { cwd: root, encoding: "utf8" });
    expect(imported.trim().split(",")).toEqual(names);
    const required = createRequire(import.meta.url)("iamport-request-pay");
    expect(Object.keys(required).sort()).toEqual(names);
  });

  it.each([
    [
      "server",
      ["IamportApiError", "createIamportClient", "createPaymentHandlers", "toNodeHandler", "verifyPayment"],
    ],
    ["react", ["useRedirectResult", "useRequestPay"]],
    ["vue", ["useRedirectResult", "useRequestPay"]],
    ["sandbox", ["createSandbox"]],
    ["testing", ["installFakeIamport"]],
  ])("so does its entry %s", async (entry, exported) => {
    const script = `import("iamport-request-pay/${entry}").then((lib) => console.log(Object.keys(lib).sort().join()))`;
    const imported = execFileSync(process.execPath, ["--eval", script], { cwd: root, encoding: "utf8" });
    expect(imported.trim().split(",")).toEqual(exported);
    const required = createRequire(import.meta.url)(`iamport-request-pay/${entry}`);
    expect(Object.keys(required).sort()).toEqual(exported);
  });

  it("asks nothing of Node in its server half, which runs wherever there is fetch", async () => {
    const source = await readFile(`${root}dist/server.js`, "utf8");
    expect(source).not.toMatch(/\b(import|from|require)\b *\(?["']|\bprocess\b|\bBuffer\b/);
  });

  it("holds what is needed and nothing else, and brings no other package", () => {
    const packed = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      cwd: root,
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    const [{ files, unpackedSize }] = JSON.parse(packed);
    const paths: string[] = files.map(({ path }: { path: string }) => path);
    expect(
      paths.filter(
        (path) =>
          !/^(dist\/[\w.-]+|index\.d\.c?ts|(README|README\.ko|THIRD-PARTY-LICENSES)\.md|LICENSE|package\.json)$/.test(
            path,
          ),
      ),
    ).toEqual([]);
    expect(paths).toEqual(
      expect.arrayContaining(["dist/index.js", "dist/index.cjs", "index.d.ts", "index.d.cts", "LICENSE"]),
    );
    expect(unpackedSize).toBeLessThan(600 * 1024);
    expect(manifest).not.toHaveProperty("dependencies");
  });
});

it("iamport-sandbox starts a sandbox, says where, and stops when told to", async () => {
  const command = spawn(process.execPath, [`${root}${manifest.bin["iamport-sandbox"]}`, "--port", "0"]);
  const [line] = await once(command.stdout, "data");
  const url = /^Sandbox: (http:\/\/\S+)\n$/.exec(String(line))?.[1];
  const sdk = await fetch(`${url}/js/iamport.payment-1.2.0.js`);
  expect(sdk.status).toBe(200);
  expect(await sdk.text()).toContain("request_pay");
  command.kill("SIGTERM");
  await once(command, "exit");
  await expect(fetch(`${url}`)).rejects.toThrow();
});
