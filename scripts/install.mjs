import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * `npm ci`, unless what the lock file says is installed already.
 *
 * @param {string} [folder] of a package with a lock file of its own
 */
export function install(folder = "") {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`Node 20.19 or later is needed; this is ${process.version}.`);
  }
  const lock = join(root, folder, "package-lock.json");
  const stamp = join(root, folder, "node_modules", ".installed");
  const wanted = createHash("sha256").update(readFileSync(lock)).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.log(`Installing what ${join(folder, "package-lock.json")} lists …`);
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: join(root, folder) });
  writeFileSync(stamp, wanted);
}

/**
 * Runs a command in the project's folder, and throws when it fails.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnSyncOptions} [options]
 */
export function run(command, args, options = {}) {
  const windows = process.platform === "win32";
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    shell: windows,
    ...options,
  });
  if (error || status !== 0)
    throw new Error(`${command} ${args.join(" ")} failed${error ? `: ${error.message}` : ""}`);
}

/** Builds `dist/`, and says only what goes wrong. */
export function build() {
  run("npm", ["run", "--silent", "build", "--", "--silent"]);
}
