import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import typescript from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { complaintsOf } from "../compile.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const names = [
  "IamportError",
  "addToNaverWishList",
  "clearRedirectResult",
  "completePayment",
  "createMerchantUid",
  "getCertificationRedirectResult",
  "getRedirectResult",
  "loadIamport",
  "loadPaymentUI",
  "openNaverOrder",
  "parseCertificationRedirect",
  "parseRedirect",
  "requestCertification",
  "requestPay",
  "resultDelivery",
  "sdkHints",
  "sentenceFor",
  "validateParams",
];

/** React's and Vue's, by the same names. */
const hooks = [
  "useCertificationLanding",
  "useLanding",
  "useRedirectResult",
  "useRequestCertification",
  "useRequestPay",
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
      [
        "IamportApiError",
        "bankCodes",
        "createIamportClient",
        "createPaymentHandlers",
        "lookAfterOrders",
        "readAge",
        "readReceiptUrl",
        "toNodeHandler",
        "verifyCertification",
        "verifyPayment",
      ],
    ],
    ["react", ["PaymentUI", ...hooks]],
    ["vue", [...hooks, "usePaymentUI"].sort()],
    ["sandbox", ["createSandbox", "readSeed"]],
    ["testing", ["installFakeIamport"]],
  ])("so does its entry %s", async (entry, exported) => {
    const script = `import("iamport-request-pay/${entry}").then((lib) => console.log(Object.keys(lib).sort().join()))`;
    const imported = execFileSync(process.execPath, ["--eval", script], { cwd: root, encoding: "utf8" });
    expect(imported.trim().split(",")).toEqual(exported);
    const required = createRequire(import.meta.url)(`iamport-request-pay/${entry}`);
    expect(Object.keys(required).sort()).toEqual(exported);
  });

  it("asks nothing of Node in its server half, which runs wherever there is fetch", async () => {
    const parts = ["server.js", "transport.js"].map((name) => readFile(`${root}dist/${name}`, "utf8"));
    const source = (await Promise.all(parts)).join("");
    expect(source).not.toMatch(/\b(import|from|require)\b *\(?["'][\w@.]|\bprocess\b|\bBuffer\b/);
  });
});

/** The oldest TypeScript that is promised, and the newest. */
const compilers = {
  "5.0": createRequire(import.meta.url)("../peers/node_modules/typescript") as typeof typescript,
  "5.9": typescript,
};

type Release = keyof typeof compilers;

/** What a compiler finds wrong with a shop's files. */
function complaints(release: Release, files: string[], given: Record<string, unknown>): string[] {
  const ts = compilers[release];
  expect(ts.version).toMatch(`${release}.`);
  const common = { strict: true, noEmit: true, target: "es2020", lib: ["es2022", "dom"] };
  const { options, errors } = ts.convertCompilerOptionsFromJson({ ...common, ...given }, root);
  expect(errors).toEqual([]);
  return complaintsOf(ts, files, options);
}

describe("the packed package", () => {
  let project: string;
  let tarball: string;
  /** What npm says that it has packed. */
  let packed: { filename: string; files: { path: string }[]; unpackedSize: number };
  const bin = (name: string) =>
    `${root}node_modules/.bin/${name}${process.platform === "win32" ? ".cmd" : ""}`;
  const run = (command: string, args: string[]) =>
    execFileSync(command, args, { cwd: project, encoding: "utf8", shell: process.platform === "win32" });

  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), "iamport-request-pay-package-"));
    const said = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", project], {
      cwd: root,
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    [packed] = JSON.parse(said);
    tarball = join(project, packed.filename);
    execFileSync("tar", ["-xzf", tarball], { cwd: project });
    await mkdir(join(project, "node_modules", "@types"), { recursive: true });
    await rename(join(project, "package"), join(project, "node_modules", "iamport-request-pay"));
    // What a shop has beside it.
    for (const name of [
      "react",
      "vue",
      "@vue",
      "csstype",
      "@types/react",
      "@types/jquery",
      "@types/sizzle",
    ]) {
      await symlink(`${root}node_modules/${name}`, join(project, "node_modules", name), "junction");
    }
  });
  afterAll(() => rm(project, { recursive: true, force: true }));

  it("holds what is needed and nothing else, and brings no other package", () => {
    const paths = packed.files.map(({ path }) => path);
    expect(
      paths.filter(
        (path) =>
          !/^(dist\/([\w.-]+\/)*[\w.-]+|index\.d\.c?ts|(README|README\.ko|THIRD-PARTY-LICENSES)\.md|LICENSE|package\.json)$/.test(
            path,
          ),
      ),
    ).toEqual([]);
    expect(paths).toEqual(
      expect.arrayContaining([
        ...["dist/modules/index.js", "dist/modules.dev/index.js", "dist/index.cjs", "dist/index.dev.cjs"],
        ...["dist/iamport-request-pay.global.js", "dist/iamport-request-pay.global.d.ts"],
        ...["index.d.ts", "index.d.cts", "LICENSE"],
      ]),
    );
    // The words, and what looks for something to say, are in the build for development alone.
    expect(paths.filter((path) => /^dist\/modules\/(messages|page-check)\//.test(path))).toEqual([]);
    expect(paths).toContain("dist/modules.dev/page-check/look-at-page.js");
    // Wanted were 700 KiB, before the sandbox served 77 operations and there were billing keys and identity verification.
    expect(packed.unpackedSize).toBeLessThanOrEqual(1_028 * 1024);
    expect(manifest).not.toHaveProperty("dependencies");
  });

  it("publint has no complaint", () => {
    expect(run(bin("publint"), ["run", tarball, "--strict"])).toContain("All good!");
  });

  it("its types are right for import and for require, at every entry", () => {
    // What a script tag loads is no module, so that it can't be required; its types are tried below.
    const entries = [
      "--exclude-entrypoints",
      "dist/iamport-request-pay.global.js",
      "dist/iamport-request-pay.global.dev.js",
    ];
    const said = run(bin("attw"), [tarball, "--no-emoji", "--no-color", ...entries]);
    // A problem would have ended it with an error.
    expect(said).toContain('"iamport-request-pay/vue"');
  });

  it.each(
    (["5.0", "5.9"] as const).flatMap((release) => [
      [release, "node16", "node16"] as const,
      [release, "nodenext", "nodenext"] as const,
      [release, "esnext", "bundler"] as const,
      // What a server's `"module": "commonjs"` means, by itself.
      [release, "commonjs", "node"] as const,
    ]),
  )(
    "TypeScript %s takes it with module %s, moduleResolution %s",
    async (release, module, moduleResolution) => {
      const source = `
import { loadIamport, parseRedirect, type PaymentResult, requestPay } from "iamport-request-pay";
import { useRequestPay } from "iamport-request-pay/react";
import { createIamportClient, verifyPayment } from "iamport-request-pay/server";
import { createSandbox } from "iamport-request-pay/sandbox";
import { installFakeIamport } from "iamport-request-pay/testing";
import { useRedirectResult } from "iamport-request-pay/vue";
import type {} from "iamport-request-pay/window";

export const paid: Promise<PaymentResult> = loadIamport("imp00000000").then(() => requestPay({ pg: "kcp", amount: 1 }));
export const landed: string | null | undefined = parseRedirect("?imp_uid=1")?.imp_uid;
export const client = createIamportClient({ impKey: "k", impSecret: "s", baseUrl: createSandbox().url });
export const verified = verifyPayment(client, { merchant_uid: "o" }, async () => ({ amount: 1 }));
export const hook: "loading" | "ready" | "paying" | "error" = useRequestPay("imp00000000").status;
export const amount: number | undefined = useRedirectResult().value?.request?.amount;
export const calls: unknown[] = installFakeIamport({ outcome: "vbank" }).calls.request_pay;
export const imp: ((userCode: string) => void) | undefined = window.IMP?.init;
// @ts-expect-error naverProducts is missing
requestPay({ pg: "naverpay", amount: 1 });
`;
      const onlyWith = { bundler: "shop.mts", node: "shop.cts" } as Record<string, string>;
      const only = onlyWith[moduleResolution];
      const names = only ? [only] : ["shop.mts", "shop.cts"];
      const files = names.map((name) => join(project, name));
      for (const file of files) await writeFile(file, source);
      const options = { module, moduleResolution, skipLibCheck: true, types: ["jquery"] };
      expect(complaints(release, files, options)).toEqual([]);
    },
    60_000,
  );

  it.each(["iamport-request-pay.global.js", "iamport-request-pay.global.dev.js"])(
    "a page with a script tag knows the global IamportRequestPay by the types of %s",
    async (script) => {
      const page = `
IamportRequestPay.loadIamport("imp00000000");
const params: IamportRequestPay.PaymentParams = { pg: "kcp", amount: 64900 };
IamportRequestPay.requestPay(params).then(({ success }) => success);
// @ts-expect-error no such function
IamportRequestPay.refund();
// @ts-expect-error an amount is wanted
IamportRequestPay.requestPay({ pg: "kcp" });
`;
      // A script and a module, in TypeScript and in JavaScript that an editor checks.
      const texts = {
        "page.ts": page,
        "module.ts": `${page}export {};\n`,
        "page.js": page.replace(": IamportRequestPay.PaymentParams", "").replace("const params", "let given"),
      };
      await mkdir(join(project, "script-tag"), { recursive: true });
      const files: string[] = [];
      for (const [name, text] of Object.entries(texts)) {
        const given = name === "page.js" ? "requestPay(given)" : "requestPay(params)";
        const file = join(project, "script-tag", name);
        await writeFile(file, text.replace("requestPay(params)", given));
        files.push(file);
      }
      const options = {
        ...{ allowJs: true, checkJs: true, module: "esnext", moduleResolution: "bundler" },
        ...{ moduleDetection: "auto", types: [`iamport-request-pay/dist/${script}`] },
      };
      expect(complaints("5.9", files, options)).toEqual([]);
    },
    60_000,
  );

  it.each(["jest-environment-jsdom", "@happy-dom/jest-environment"])(
    "a shop tests its page with jest and the fake, in %s",
    async (environment) => {
      await writeFile(
        join(project, "shop.test.js"),
        `
const { loadIamport, requestPay } = require("iamport-request-pay");
const { installFakeIamport } = require("iamport-request-pay/testing");

let fake;
afterEach(() => fake.uninstall());

test.each([["approve", true], ["decline", false]])("%s", async (outcome, success) => {
  fake = installFakeIamport({ outcome });
  await loadIamport("imp00000000");
  const result = await requestPay({ pg: "kcp", merchant_uid: "order-1", amount: 64900 });
  expect(result).toMatchObject({ success, merchant_uid: "order-1" });
  expect(fake.calls.request_pay).toMatchObject([{ merchant_uid: "order-1", amount: 64900 }]);
  expect(document.querySelectorAll("script")).toHaveLength(0);
});
`,
      );
      const peers = `${root}test/peers/node_modules`;
      const config = { rootDir: project, testEnvironment: `${peers}/${environment}` };
      await writeFile(join(project, "jest.config.json"), JSON.stringify(config));
      const report = join(project, "jest.json");
      run(process.execPath, [
        ...[`${peers}/jest/bin/jest.js`, "--config", "jest.config.json", "--ci", "--silent"],
        ...["--json", "--outputFile", report],
      ]);
      expect(JSON.parse(await readFile(report, "utf8"))).toMatchObject({
        numPassedTests: 2,
        numFailedTests: 0,
        success: true,
      });
    },
    60_000,
  );
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

it("iamport-sandbox --version says which it is", () => {
  const path = `${root}${manifest.bin["iamport-sandbox"]}`;
  const { status, stdout } = spawnSync(process.execPath, [path, "--version"], { encoding: "utf8" });
  expect({ status, stdout }).toEqual({ status: 0, stdout: `${manifest.version}\n` });
});

it.each([
  { args: ["--port", "abc"], named: "--port abc" },
  { args: ["--nonsense"], named: "--nonsense" },
  { args: ["4001"], named: "4001" },
  { args: ["--webhook-url"], named: "--webhook-url" },
  { args: ["--webhook-url", "localhost:3000"], named: "localhost:3000" },
  { args: ["--test", "kcp"], named: "--test kcp" },
  { args: ["--seed", "nowhere.json"], named: "--seed nowhere.json" },
  { args: ["--seed", "package.json"], named: "--seed package.json: name" },
  { args: ["--port", "0", "--hostname", "203.0.113.1"], named: "203.0.113.1" },
])("iamport-sandbox says in one line what is wrong: $args", ({ args, named }) => {
  const path = `${root}${manifest.bin["iamport-sandbox"]}`;
  const run = spawnSync(process.execPath, [path, ...args], { cwd: root, encoding: "utf8", timeout: 20_000 });
  expect(run.status).toBe(1);
  expect(run.stdout).toBe("");
  expect(run.stderr).toMatch(/^iamport-sandbox: [^\n]+\n$/);
  expect(run.stderr).toContain(named);
});

it("iamport-sandbox has its channels and its seed, and says on the terminal which webhook the shop refused", async () => {
  const shop = createServer((_, answer) => void answer.writeHead(404).end());
  await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve));
  const hook = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/hook`;
  const folder = await mkdtemp(join(tmpdir(), "iamport-request-pay-seed-"));
  const seed = join(folder, "seed.json");
  // As Windows' editors write it.
  const byteOrderMark = "\uFEFF";
  await writeFile(
    seed,
    `${byteOrderMark}{ "payments": [{ "imp_uid": "imp_1", "merchant_uid": "order-1", "amount": 5 }] }`,
  );
  const path = `${root}${manifest.bin["iamport-sandbox"]}`;
  const channels = ["--live", "kcp.A52CY", "--test", "nice.nictest00m"];
  const command = spawn(process.execPath, [
    ...[path, "--port", "0", ...channels, "--seed", seed, "--webhook-url", hook],
  ]);
  try {
    const [line] = await once(command.stdout, "data");
    const url = String(line).replace(/^Sandbox: |\n/g, "");
    const gateways = await (await fetch(`${url}/users/pg/imp00000000`)).json();
    expect(gateways.data.map(({ pg_id }: { pg_id: string }) => pg_id)).toEqual(["A52CY", "nictest00m"]);
    const warned = once(command.stderr, "data");
    const cancelled = await (await fetch(`${url}/sandbox/cancel/imp_1`, { method: "POST" })).json();
    expect(cancelled).toMatchObject({ status: "cancelled", amount: 5, sandbox: false });
    expect(String(await warned)).toBe(`Webhook imp_1 (cancelled) → ${hook}: 404\n`);
  } finally {
    command.kill("SIGTERM");
    await once(command, "exit");
    shop.close();
    await rm(folder, { recursive: true });
  }
});

it("iamport-sandbox stops with npx, whose shell passes no signal on", async () => {
  const path = `${root}${manifest.bin["iamport-sandbox"]}`;
  // With something left to do, a shell doesn't give its place to the command.
  const shell = spawn("sh", ["-c", `"${process.execPath}" "${path}" --port 0; true`], {
    env: { ...process.env, npm_lifecycle_event: "npx" },
  });
  const [line] = await once(shell.stdout, "data");
  const url = String(line).replace(/^Sandbox: |\n/g, "");
  expect((await fetch(url)).status).toBe(200);
  shell.kill("SIGKILL");
  const answers = () => fetch(url).then(Boolean, () => false);
  await expect.poll(answers, { timeout: 5_000 }).toBe(false);
});
