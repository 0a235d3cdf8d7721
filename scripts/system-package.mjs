import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./install.mjs";

/**
 * Installs something with the system's package manager, which takes root; false when that can't be.
 *
 * @param {string} name what it is, for whoever reads along
 * @param {Record<string, string>} commands the command by package manager
 */
export function installSystemPackage(name, commands) {
  const manager = Object.keys(commands).find(where);
  if (!manager || process.getuid?.() !== 0) return false;
  console.log(`Installing ${name} with ${manager} …`);
  run("sh", ["-c", `${commands[manager]}`], { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  return true;
}

/**
 * A program's path, if there is one of that name. (`which` is missing on a bare Fedora or Arch.)
 *
 * @param {string} name
 */
export function where(name) {
  const file = process.platform === "win32" ? `${name}.exe` : name;
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, file)).find((path) => existsSync(path));
}
