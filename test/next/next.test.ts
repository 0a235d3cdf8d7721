import { execFileSync, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const here = join(root, "test/next");
let project: string;
const next = () => join(project, "node_modules/next/dist/bin/next");
const env = {
  ...process.env,
  NEXT_TELEMETRY_DISABLED: "1",
  NODE_ENV: undefined,
} as unknown as NodeJS.ProcessEnv;

/** A message that only the build for development has. */
const words = "Wait for that payment to end";
/** In `requestPay` alone, and in `completePayment` alone. */
const [paying, completing] = ["request_pay", "keepalive"];

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "iamport-request-pay-next-"));
  await cp(join(here, "app"), join(project, "app"), { recursive: true });
  await cp(join(here, "package.json"), join(project, "package.json"));
  // Turbopack follows no link out of the project.
  await cp(join(here, "node_modules"), join(project, "node_modules"), {
    recursive: true,
    verbatimSymlinks: true,
  });
  const packed = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", project], {
    cwd: root,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  const installed = join(project, "node_modules/iamport-request-pay");
  await mkdir(installed);
  const tarball = join(project, JSON.parse(packed)[0].filename);
  execFileSync("tar", ["-xzf", tarball, "-C", installed, "--strip-components=1"]);
});
afterAll(() => rm(project, { recursive: true, force: true }));

/** The scripts that a page of the build asks for, or that a development server names in its HTML. */
const scriptsIn = (html: string) => [...new Set(html.match(/[^"'\\]*\/_next\/static\/[^"'\\]+?\.js/g) ?? [])];

describe.each(["turbopack", "webpack"])("Next.js with %s", (bundler) => {
  it("builds with what ships, and a landing page carries what it imports and no more", async () => {
    await rm(join(project, ".next"), { recursive: true, force: true });
    execFileSync(process.execPath, [next(), "build", `--${bundler}`], { cwd: project, env, stdio: "pipe" });
    const ofPage = async (page: string) => {
      const html = await readFile(join(project, `.next/server/app/${page}.html`), "utf8");
      const paths = scriptsIn(html).map((path) => join(project, path.replace(/^.*\/_next/, ".next")));
      const texts = await Promise.all(paths.map((path) => readFile(path, "utf8")));
      return texts.filter(
        (text) => /iamport-request-pay/.test(text) || text.includes(paying) || text.includes(completing),
      );
    };
    const landing = await ofPage("landing");
    expect(landing.join("")).toContain(completing);
    expect(landing.join("")).not.toContain(paying);
    // Three and a half of the library's and the page's own, where all of the library takes four times as much.
    expect(gzipSync(landing.join("")).length).toBeLessThan(3_500);
    const checkout = await ofPage("checkout");
    expect(checkout.join("")).toContain(paying);
    expect(checkout.join("")).not.toContain(completing);
    expect(landing.join("") + checkout.join("")).not.toContain(words);
    // Nothing of it in a chunk that neither of the two asks for.
    const chunks = await readdir(join(project, ".next/static"), { recursive: true });
    const carrying = [];
    for (const chunk of chunks.filter((path) => path.endsWith(".js"))) {
      const text = await readFile(join(project, ".next/static", chunk), "utf8");
      if (text.includes(paying)) carrying.push(chunk);
    }
    expect(carrying).toHaveLength(1);
  });

  it("develops with the words", async () => {
    await rm(join(project, ".next"), { recursive: true, force: true });
    const server = spawn(process.execPath, [next(), "dev", `--${bundler}`, "--port", "0"], {
      cwd: project,
      env,
    });
    try {
      const url = await new Promise<string>((resolve, reject) => {
        let said = "";
        for (const stream of [server.stdout, server.stderr]) {
          stream.on("data", (chunk) => {
            said += chunk;
            const found = /http:\/\/localhost:(\d+)/.exec(said);
            if (found) resolve(found[0]);
          });
        }
        server.on("exit", () => reject(new Error(said)));
      });
      const html = await (await fetch(`${url}/checkout`)).text();
      const scripts = scriptsIn(html);
      const texts = await Promise.all(
        scripts.map(async (path) => (await fetch(new URL(path.replace(/^.*\/_next/, "/_next"), url))).text()),
      );
      expect(texts.join("")).toContain(words);
    } finally {
      server.kill();
    }
  });
});
