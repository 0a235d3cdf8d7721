import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ensureChromium } from "./chromium.mjs";
import { run } from "./install.mjs";
import { installSystemPackage, where } from "./system-package.mjs";

/**
 * A browser engine, and how it is driven: by Playwright, or, where its builds can't be had, as it is published.
 *
 * @typedef {object} FoundEngine
 * @property {"chromium" | "firefox" | "webkit"} name
 * @property {"playwright" | "bidi" | "webdriver"} driver
 * @property {string[]} paths of the programs
 * @property {string} version
 */

/** @type {Record<string, () => Promise<FoundEngine>>} */
export const engines = {
  chromium: async () => {
    const path = await ensureChromium();
    return { name: "chromium", driver: "playwright", paths: [path], version: versionOf(path) };
  },
  firefox: () => ensure("firefox", firefoxOnTheMachine, firefoxPackages),
  webkit: () => ensure("webkit", webkitOnTheMachine, webkitPackages),
};

const firefoxPackages = {
  "apt-get":
    "apt-get update -qq && (apt-get install -y -qq --no-install-recommends firefox-esr || apt-get install -y -qq --no-install-recommends firefox)",
  dnf: "dnf install -y -q firefox",
};

const webkitPackages = {
  "apt-get":
    "apt-get update -qq && apt-get install -y -qq --no-install-recommends webkit2gtk-driver xvfb xauth",
};

/**
 * Playwright's build, else the system's browser; if there is neither, Playwright is asked for one, then the system.
 *
 * @param {"firefox" | "webkit"} name
 * @param {() => FoundEngine | undefined} onTheMachine
 * @param {Record<string, string>} packages
 * @returns {Promise<FoundEngine>}
 */
async function ensure(name, onTheMachine, packages) {
  const playwright = await import("playwright-core");
  /** @returns {FoundEngine | undefined} */
  const ofPlaywright = () => {
    const path = playwright[name].executablePath();
    if (!existsSync(path)) return undefined;
    const [, build = ""] = /[\\/](\w+-\d+)[\\/]/.exec(path) ?? [];
    return { name, driver: "playwright", paths: [path], version: `Playwright's ${build}` };
  };
  const found = ofPlaywright() ?? onTheMachine();
  if (found) return found;
  console.log(`No ${name} on this machine: asking Playwright for one …`);
  try {
    run("npx", ["playwright-core", "install", name], { timeout: 180_000 });
    const brought = ofPlaywright();
    if (brought) return brought;
  } catch {
    console.log("Playwright could not bring one.");
  }
  const installed = installSystemPackage(name, packages) && onTheMachine();
  if (installed) return installed;
  throw new Error(
    `No ${name}. Install one, or leave it out by name: npm run test:engines -- --without ${name}`,
  );
}

/** @returns {FoundEngine | undefined} */
function firefoxOnTheMachine() {
  const path = process.env.FIREFOX_PATH ?? where("firefox-esr") ?? where("firefox");
  return path && existsSync(path)
    ? { name: "firefox", driver: "bidi", paths: [path], version: versionOf(path) }
    : undefined;
}

/** @returns {FoundEngine | undefined} */
function webkitOnTheMachine() {
  const driver = where("WebKitWebDriver");
  if (!driver || !where("xvfb-run")) return undefined;
  // Debian keeps it in a folder of the architecture, Fedora in libexec.
  const libraries = existsSync("/usr/lib")
    ? readdirSync("/usr/lib").map((name) => join("/usr/lib", name))
    : [];
  const browser = [...libraries, "/usr/libexec"]
    .map((folder) => join(folder, "webkit2gtk-4.1", "MiniBrowser"))
    .find((path) => existsSync(path));
  return browser
    ? {
        name: "webkit",
        driver: "webdriver",
        paths: [driver, browser],
        version: versionOf("xvfb-run", "-a", browser),
      }
    : undefined;
}

/**
 * @param {string} program
 * @param {string[]} before what stands before `--version`
 */
function versionOf(program, ...before) {
  const { stdout = "" } = spawnSync(program, [...before, "--version"], { encoding: "utf8", timeout: 20_000 });
  return stdout.trim().split("\n")[0] ?? "";
}
