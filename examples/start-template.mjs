// One of the whole shops, each with a framework of its own, and a sandbox to pay in: `npm run example next`, `express`, …
import { execFileSync, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createSandbox } from "iamport-request-pay/sandbox";
import { freePort } from "../scripts/free-port.mjs";
import { install, run } from "../scripts/install.mjs";

/** What Node runs in the template's folder, once it is built. */
const commands = {
  next: ["node_modules/next/dist/bin/next", "start", "--hostname", "127.0.0.1"],
  express: ["server.mjs"],
  sveltekit: ["build/index.js"],
  nuxt: [".output/server/index.mjs"],
};

/** @typedef {keyof typeof commands} Template */

export const templates = /** @type {Template[]} */ (Object.keys(commands));

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Installs what the template lists, and this package as it would come from the registry; then builds it for production.
 *
 * @param {Template} name
 */
export async function buildTemplate(name) {
  const folder = join(root, "examples", name);
  install(`examples/${name}`);
  const place = join(folder, "node_modules/iamport-request-pay");
  const temporary = await mkdtemp(join(tmpdir(), "iamport-request-pay-"));
  try {
    const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", temporary];
    const packed = execFileSync("npm", args, {
      cwd: root,
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    await rm(place, { recursive: true, force: true });
    await mkdir(place, { recursive: true });
    const tarball = join(temporary, JSON.parse(packed)[0].filename);
    execFileSync("tar", ["-xzf", tarball, "-C", place, "--strip-components=1"]);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  run("npm", ["run", "--if-present", "--silent", "build"], { cwd: folder, env: quiet() });
}

/**
 * Starts a template that is built, on loopback, on a free port unless told otherwise.
 *
 * @param {Template} name
 * @param {{ port?: number }} [options]
 */
export async function startTemplate(name, { port = 0 } = {}) {
  const shopPort = port || (await freePort());
  const url = `http://127.0.0.1:${shopPort}`;
  const sandbox = createSandbox({ webhookUrl: `${url}/payments/webhook`, warn: console.error });
  const sandboxUrl = await sandbox.listen();
  const shop = spawn(process.execPath, commands[name], {
    cwd: join(root, "examples", name),
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...quiet(),
      NODE_ENV: "production",
      PORT: String(shopPort),
      HOST: "127.0.0.1",
      ORIGIN: url,
      IAMPORT_URL: sandboxUrl,
      IMP_USER_CODE: "imp00000000",
      IMP_KEY: "imp_apikey",
      IMP_SECRET: "imp_secret",
    },
  });
  const close = async () => {
    const ended = shop.exitCode === null && new Promise((resolve) => shop.once("exit", resolve));
    shop.kill();
    await ended;
    await sandbox.close();
  };
  try {
    await answering(url, shop);
  } catch (error) {
    await close();
    throw error;
  }
  return { url, sandbox, sandboxUrl, close };
}

/**
 * Waits until the shop answers; half a minute at most.
 *
 * @param {string} url
 * @param {import("node:child_process").ChildProcess} shop
 */
async function answering(url, shop) {
  for (const began = Date.now(); Date.now() - began < 30_000; await pause(100)) {
    if (shop.exitCode !== null) throw new Error(`The shop has ended (${shop.exitCode})`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
  }
  throw new Error(`The shop doesn't answer at ${url}`);
}

/** The surroundings without what a test runner has put into them, and with nothing told to anybody. */
function quiet() {
  const { NODE_ENV: _, VITEST: __, ...surroundings } = process.env;
  return { ...surroundings, NEXT_TELEMETRY_DISABLED: "1", NUXT_TELEMETRY_DISABLED: "1" };
}
