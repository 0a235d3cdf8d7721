import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import nodeResolve from "@rollup/plugin-node-resolve";
import { build as esbuild } from "esbuild";
import { rollup } from "rollup";
import { createServer as createViteServer, build as vite } from "vite";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import webpack from "webpack";
import { createSandbox } from "../../dist/sandbox.js";
import { launch, pay, press } from "./harness.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A shop's project, with the package as npm would install it. */
let project: string;
let browser: Awaited<ReturnType<typeof launch>>;

const source = `
import { loadIamport, parseRedirect, requestPay } from "iamport-request-pay";

const query = new URLSearchParams(location.search);
loadIamport("imp00000000", { sdkUrl: query.get("sdk"), jqueryUrl: query.get("jquery") });
document.querySelector("button").onclick = async () => {
  const result = await requestPay({ pg: "kcp", merchant_uid: "order-1", amount: 64900, name: "chair" });
  const same = parseRedirect(\`?imp_uid=\${result.imp_uid}&merchant_uid=order-1&imp_success=true\`);
  document.title = result.success && same.success ? "paid " + result.imp_uid : JSON.stringify(result);
};
`;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "iamport-request-pay-bundlers-"));
  const packed = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", project], {
    cwd: root,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  const [{ filename }] = JSON.parse(packed);
  execFileSync("tar", ["-xzf", filename], { cwd: project });
  await mkdir(join(project, "node_modules"));
  await cp(join(project, "package"), join(project, "node_modules", "iamport-request-pay"), {
    recursive: true,
  });
  await writeFile(join(project, "main.js"), source);
  await writeFile(join(project, "package.json"), JSON.stringify({ type: "module", private: true }));
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await rm(project, { recursive: true, force: true });
});

const input = () => join(project, "main.js");

/** Each bundler, with what a shop would tell it, and no more. Its bundle. */
const bundlers: Record<string, (output: string) => Promise<string>> = {
  esbuild: async (output) => {
    const outfile = join(output, "bundle.js");
    await esbuild({ entryPoints: [input()], bundle: true, minify: true, format: "esm", outfile });
    return outfile;
  },
  rollup: async (output) => {
    const bundle = await rollup({ input: input(), plugins: [nodeResolve()] });
    await bundle.write({ file: join(output, "bundle.js"), format: "es" });
    await bundle.close();
    return join(output, "bundle.js");
  },
  vite: async (output) => {
    await vite({
      root: project,
      logLevel: "error",
      configFile: false,
      build: {
        outDir: output,
        rollupOptions: { input: input(), output: { entryFileNames: "bundle.js" } },
      },
    });
    return join(output, "bundle.js");
  },
  webpack: async (output) => {
    await new Promise<void>((resolve, reject) => {
      webpack(
        {
          mode: "production",
          context: project,
          entry: input(),
          output: { path: output, filename: "bundle.js" },
        },
        (error, stats) => {
          if (error || stats?.hasErrors() || stats?.hasWarnings())
            reject(error ?? new Error(stats?.toString()));
          else resolve();
        },
      );
    });
    return join(output, "bundle.js");
  },
};

describe.each(Object.keys(bundlers))("%s", (name) => {
  it("takes the package, leaves out what isn't imported, and its page pays", async () => {
    const bundle = await readFile((await bundlers[name]?.(join(project, name))) ?? "", "utf8");
    expect(bundle).toContain("iamport-request-pay");
    // completePayment's alone.
    expect(bundle).not.toContain("keepalive");

    const sandbox = createSandbox();
    const sandboxUrl = await sandbox.listen();
    const server = createServer((request, response) => {
      const isBundle = request.url?.startsWith("/bundle.js");
      response.setHeader("content-type", isBundle ? "text/javascript" : "text/html");
      response.end(
        isBundle
          ? bundle
          : '<!doctype html><title>shop</title><button>결제하기</button><script type="module" src="/bundle.js"></script>',
      );
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const page = await browser.newPage();
    try {
      const query = new URLSearchParams({
        sdk: `${sandboxUrl}/js/iamport.payment-1.2.0.js`,
        jquery: `${sandboxUrl}/jquery-1.12.4.min.js`,
      });
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/?${query}`);
      await page.locator("button").click();
      await press(page, pay);
      await expect.poll(() => page.title()).toMatch(/^paid imp_/);
    } finally {
      await page.close();
      server.closeAllConnections();
      server.close();
      await sandbox.close();
    }
  });
});

describe("which build it takes", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  /** A message that only the build for development has. */
  const words = /Wait for that payment to end/;

  const webpackWith = async (mode: "development" | "production") => {
    const output = join(project, `webpack-${mode}-build`);
    await new Promise<void>((resolve, reject) => {
      const options = {
        mode,
        context: project,
        entry: input(),
        output: { path: output, filename: "bundle.js" },
      };
      webpack({ ...options, devtool: false }, (error, stats) => {
        if (error || stats?.hasErrors()) reject(error ?? new Error(stats?.toString()));
        else resolve();
      });
    });
    return readFile(join(output, "bundle.js"), "utf8");
  };
  const esbuildWith = async (conditions: string[]) => {
    const { outputFiles } = await esbuild({
      ...{ entryPoints: [input()], bundle: true, format: "esm" },
      ...{ conditions, write: false },
    });
    return outputFiles.map(({ text }) => text).join("");
  };
  const rollupWith = async (exportConditions: string[]) => {
    const bundle = await rollup({ input: input(), plugins: [nodeResolve({ exportConditions })] });
    const { output } = await bundle.generate({ format: "es" });
    await bundle.close();
    return output.map((chunk) => ("code" in chunk ? chunk.code : "")).join("");
  };
  /** What Vite's development server hands to the page for the package. */
  const viteWhileDeveloping = async () => {
    const server = await createViteServer({ root: project, logLevel: "error", configFile: false });
    try {
      await server.listen(0);
      const main = `${(await server.transformRequest("/main.js"))?.code}`;
      const address = /"([^"]*iamport-request-pay[^"]*)"/.exec(main)?.[1] ?? "";
      return await (await fetch(new URL(address, server.resolvedUrls?.local[0]))).text();
    } finally {
      await server.close();
    }
  };
  /** What Node resolves the package to, by `import` and by `require`. */
  const nodeWith = async (args: string[]) => {
    const resolve =
      'console.log(JSON.stringify([import.meta.resolve("iamport-request-pay"), process.getBuiltinModule("module").createRequire(import.meta.url).resolve("iamport-request-pay")]))';
    const file = join(project, "resolve.mjs");
    await writeFile(file, resolve);
    return execFileSync(process.execPath, [...args, file], { encoding: "utf8" });
  };

  it.each([
    ["webpack, mode production", () => webpackWith("production")],
    ["esbuild", () => esbuildWith([])],
    ["Rollup", () => rollupWith([])],
    ["Vite, build", async () => readFile((await bundlers.vite?.(join(project, "vite-ships"))) ?? "", "utf8")],
  ])("%s: the one that ships", async (_, bundled) => {
    // Where a shop builds, nothing says "test", which Rollup and Vite take for development.
    vi.stubEnv("NODE_ENV", "production");
    const bundle = await bundled();
    expect(bundle).toContain("iamport-request-pay");
    expect(bundle).not.toMatch(words);
  });

  it.each([
    ["webpack, mode development", () => webpackWith("development")],
    ["esbuild with --conditions=development", () => esbuildWith(["development"])],
    ["Rollup with exportConditions development", () => rollupWith(["development"])],
    ["Vite, development server", viteWhileDeveloping],
  ])("%s: the one for development", async (_, bundled) => {
    expect(await bundled()).toMatch(words);
  });

  it("Node: the one that ships, and with --conditions=development the other", async () => {
    expect(JSON.parse(await nodeWith([]))).toEqual([
      expect.stringMatching(/dist\/modules\/index\.js$/),
      expect.stringMatching(/dist[\\/]index\.cjs$/),
    ]);
    expect(JSON.parse(await nodeWith(["--conditions=development"]))).toEqual([
      expect.stringMatching(/dist\/modules\.dev\/index\.js$/),
      expect.stringMatching(/dist[\\/]index\.dev\.cjs$/),
    ]);
  });

  it("vitest: the one for development", async () => {
    const shopsTest = `
      import { expect, it } from "vitest";
      import { loadIamport } from "iamport-request-pay";
      it("has words", () => expect(loadIamport("imp00000000")).rejects.toThrow(/There is no page here/));`;
    await writeFile(join(project, "shop.test.js"), shopsTest);
    await symlink(join(root, "node_modules/vitest"), join(project, "node_modules/vitest"), "junction");
    const vitest = join(root, "node_modules/vitest/vitest.mjs");
    const args = [vitest, "run", "--root", project, "--reporter=json"];
    const said = execFileSync(process.execPath, args, { encoding: "utf8", env: { PATH: process.env.PATH } });
    expect(JSON.parse(said)).toMatchObject({ numPassedTests: 1, numFailedTests: 0 });
  });
});
