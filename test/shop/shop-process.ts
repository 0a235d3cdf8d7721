import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const main = fileURLToPath(new URL("../../examples/checkout/server/main.mjs", import.meta.url));

/** The demo shop as a process of its own, gone after the test. */
export async function startProcess(env: Record<string, string>) {
  const said: string[] = [];
  let shop: ChildProcess;
  let url = "";

  async function start() {
    const child = spawn(process.execPath, [main], {
      env: {
        ...process.env,
        PORT: new URL(url || "http://shop:0").port || "0",
        // Orders of its own, and none of the repository's.
        DATA_FOLDER: join(tmpdir(), `shop-${randomUUID()}`),
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    shop = child;
    createInterface(child.stderr).on("line", (line) => said.push(line));
    url = await new Promise<string>((resolve, reject) => {
      createInterface(child.stdout).on("line", (line) => {
        if (line.startsWith("Shop: ")) resolve(line.slice("Shop: ".length));
      });
      // Not "exit": what it has said may come after that.
      child.once("close", () => reject(new Error(`The shop ended: ${said.join("\n")}`)));
    });
  }

  async function end(signal: NodeJS.Signals) {
    if (shop.exitCode !== null || shop.signalCode !== null) return;
    const ended = once(shop, "exit");
    shop.kill(signal);
    await ended;
  }

  onTestFinished(() => end("SIGTERM"));
  await start();
  return {
    url,
    /** What it wrote to its standard error, over all of its lives. */
    said,
    /** At once, in the middle of whatever it does. */
    kill: () => end("SIGKILL"),
    /** By a signal, and once it is gone. */
    end,
    /** At the same address. */
    start,
    isRunning: () => shop.exitCode === null && shop.signalCode === null,
  };
}
