// Known holes in what ships: the package itself brings no dependencies, but `dist/sandbox.cjs` holds other packages.
// Asks the registry about exactly those versions. Ends with an error when there is one, and when the registry does
// not answer: then nothing is known.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./install.mjs";

/**
 * Of jQuery 1.12.4, known and here to stay: PortOne's SDK 1.2.0 wants it, and the sandbox hands it to a page under
 * test as code.jquery.com would. All four need a page that puts foreign HTML or a foreign script into jQuery.
 */
const accepted = ["GHSA-gxr4-xjj5-5px2", "GHSA-jpcq-cgw6-v4j6", "GHSA-6c3j-c64m-qhgq", "GHSA-rmxg-73gg-4p98"];

/** The packages that ship, with their versions: those of package.json, and those in the sandbox's bundle. */
export function shipped() {
  const { packages } = JSON.parse(readFileSync(`${root}package-lock.json`, "utf8"));
  const { dependencies = {} } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
  const licenses = readFileSync(`${root}THIRD-PARTY-LICENSES.md`, "utf8");
  const bundled = [...licenses.matchAll(/^## (\S+)$/gm)].map(([, name]) => name ?? "");
  return Object.fromEntries(
    [...Object.keys(dependencies), ...bundled].map((name) => {
      const { version } = packages[`node_modules/${name}`] ?? {};
      if (!version) throw new Error(`package-lock.json has no ${name}.`);
      return [name, /** @type {string} */ (version)];
    }),
  );
}

/**
 * @param {Record<string, string>} dependencies
 * @returns {string[]} a line for each known hole
 */
function holesIn(dependencies) {
  const folder = mkdtempSync(join(tmpdir(), "iamport-request-pay-audit-"));
  try {
    const node_modules = Object.entries(dependencies).map(([name, version]) => [
      `node_modules/${name}`,
      { version },
    ]);
    const manifest = { name: "shipped", version: "0.0.0", dependencies };
    const packages = { "": manifest, ...Object.fromEntries(node_modules) };
    writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
    writeFileSync(
      join(folder, "package-lock.json"),
      JSON.stringify({ ...manifest, dependencies: undefined, lockfileVersion: 3, packages }),
    );
    // A cache of its own: npm is to ask the registry, and not to repeat what it said another day.
    const cache = `--cache=${join(folder, "cache")}`;
    const { stdout } = spawnSync("npm", ["audit", "--json", "--audit-level=none", cache], {
      cwd: folder,
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    const { vulnerabilities, message } = JSON.parse(stdout || "{}");
    if (!vulnerabilities) throw new Error(`The registry says nothing of holes: ${message ?? "no answer"}`);
    return Object.values(vulnerabilities).flatMap(({ name, severity, via }) =>
      via
        .filter(({ url = "" }) => !accepted.some((id) => url.endsWith(`/${id}`)))
        .map((/** @type {any} */ advisory) => `${name}: ${advisory.title ?? advisory} (${severity})`),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const dependencies = shipped();
  const holes = holesIn(dependencies);
  for (const hole of holes) console.error(hole);
  const names = Object.entries(dependencies).map((entry) => entry.join(" "));
  console.log(`${names.join(", ")}: ${holes.length} known holes`);
  process.exitCode = holes.length ? 1 : 0;
}
