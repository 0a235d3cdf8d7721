import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer as createNetServer } from "node:net";
import { dirname, join } from "node:path";
import { build as bundle } from "esbuild";
import { createServer, type ViteDevServer } from "vite";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createSandbox, type Sandbox } from "../../dist/sandbox.js";
import { read, root } from "../docs/documents.ts";
import { launch, pay, phone, press } from "./harness.ts";

// A newcomer's shop: the README's files in a folder, as they stand, but for the ports. Vite has the page, Express the server.

let browser: Awaited<ReturnType<typeof launch>>;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

async function freePort(): Promise<number> {
  const server = createNetServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The README's files for Vite and Express, by where it puts them. */
function filesOf(readme: string): Map<string, string> {
  const named = read(readme).blocks.flatMap(({ code }): [string, string][] => {
    const name = /^\/\/ ([\w./-]+\.tsx?)\n/.exec(code)?.[1];
    return name ? [[name === "app/pay.tsx" ? "src/pay.tsx" : name, code]] : [];
  });
  return new Map(named.filter(([name]) => !name.startsWith("app/")));
}

describe.each(["README.md", "README.ko.md"])("the shop of %s", (readme) => {
  let folder: string;
  let sandbox: Sandbox;
  let vite: ViteDevServer;
  let shop: ReturnType<typeof spawn>;
  let url: string;
  let log = "";

  beforeAll(async () => {
    // Within the repository, so that packages are found as in a project.
    folder = await mkdtemp(join(root, "test/browser/.readme-"));
    sandbox = createSandbox();
    const sandboxUrl = await sandbox.listen();
    const port = await freePort();
    const files = filesOf(readme);
    expect([...files.keys()].sort()).toEqual(
      ["books.ts", "payments.ts", "sandbox.ts", "server.ts", "src/main.tsx", "src/pay.tsx"].sort(),
    );
    files.set("index.html", '<div id="root"></div><script type="module" src="/src/main.tsx"></script>');
    for (const [name, code] of files) {
      const here = code
        .replace("http://127.0.0.1:4001", sandboxUrl)
        .replace("listen(3000)", `listen(${port})`);
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), here);
    }
    await bundle({
      entryPoints: [join(folder, "server.ts")],
      outfile: join(folder, "server.mjs"),
      bundle: true,
      platform: "node",
      format: "esm",
      packages: "external",
      logLevel: "silent",
    });
    shop = spawn(process.execPath, [join(folder, "server.mjs")]);
    for (const stream of [shop.stdout, shop.stderr]) stream?.on("data", (chunk) => (log += chunk));
    const proxied = /proxy: (\{[^}]*\})/.exec(read(readme).prose)?.[1] ?? "{}";
    const proxy = JSON.parse(proxied.split("http://localhost:3000").join(`http://localhost:${port}`));
    vite = await createServer({
      configFile: false,
      root: folder,
      logLevel: "error",
      resolve: {
        alias: [
          { find: /^iamport-request-pay\/react$/, replacement: join(root, "dist/modules/react/index.js") },
          { find: /^iamport-request-pay$/, replacement: join(root, "dist/modules/index.js") },
        ],
      },
      server: { host: "127.0.0.1", port: 0, proxy, fs: { allow: [root] } },
    });
    await vite.listen(await freePort());
    url = vite.resolvedUrls?.local[0] ?? "";
    await vi.waitFor(
      async () => expect((await fetch(`http://localhost:${port}/orders`, { method: "POST" })).ok).toBe(true),
      { timeout: 20_000, interval: 50 },
    );
  });
  afterAll(async () => {
    shop?.kill();
    await Promise.all([vite?.close(), sandbox?.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  it.each([
    ["a PC", {}],
    ["a phone", phone],
  ])("is paid in on %s", async (device, options) => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.goto(url);
    await page.getByRole("button", { name: pay }).click();
    if (device === "a PC") await press(page, pay);
    else {
      await page.waitForURL((at) => !at.href.startsWith(url));
      await page.getByRole("button", { name: pay }).click();
      await page.waitForURL((at) => at.href.startsWith(url));
    }
    await page
      .getByRole("status")
      .filter({ hasText: /complete|완료/ })
      .waitFor();
    await expect.poll(() => log).toMatch(/paid 64900\n/);
    log = "";
    await context.close();
  });
});
