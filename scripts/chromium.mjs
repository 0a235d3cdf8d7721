import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { run } from "./install.mjs";
import { installSystemPackage, where } from "./system-package.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  `${process.env.PROGRAMFILES}\\Google\\Chrome\\Application\\chrome.exe`,
  `${process.env["PROGRAMFILES(X86)"]}\\Microsoft\\Edge\\Application\\msedge.exe`,
];

/** How each system's package manager installs Chromium, and a font with Korean letters. */
const packages = {
  "apt-get": "apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-nanum",
  dnf: "dnf install -y -q chromium google-noto-sans-cjk-fonts",
  apk: "apk add --quiet chromium font-noto-cjk",
  pacman: "pacman -Sy --noconfirm --quiet chromium noto-fonts-cjk",
};

/** A Chromium to test with: one on the machine, else Playwright's, else the system's package. */
export async function ensureChromium() {
  const { chromium } = await import("playwright-core");
  const found = onTheMachine() ?? runs(chromium.executablePath());
  if (found) return found;

  console.log("No Chromium on this machine: asking Playwright for one …");
  try {
    run("npx", ["playwright-core", "install", "chromium"], { timeout: 300_000 });
    const path = runs(chromium.executablePath());
    if (path) return path;
  } catch {
    console.log("Playwright could not bring one.");
  }

  const installed = installSystemPackage("Chromium", packages) && onTheMachine();
  if (installed) return installed;
  throw new Error(
    "No Chromium. Install Chromium or Chrome, or name one in CHROMIUM_PATH, and run this again.",
  );
}

/** Debian's name for a Chromium that can't show a window, and needs less than half the time for a page. */
const shell = "chromium-headless-shell";

/**
 * The environment variables that name the tests' browsers: the whole Chromium and, where it can be had, the headless shell,
 * for all tests that need no window. Without the shell the tests are the same, and slower.
 */
export async function ensureTestBrowsers() {
  const CHROMIUM_PATH = await ensureChromium();
  // Whoever names a Chromium wants all tests to run in it.
  if (process.env.CHROMIUM_PATH && !process.env.HEADLESS_SHELL_PATH) return { CHROMIUM_PATH };
  const HEADLESS_SHELL_PATH = process.env.HEADLESS_SHELL_PATH ?? (await ensureShell());
  return HEADLESS_SHELL_PATH ? { CHROMIUM_PATH, HEADLESS_SHELL_PATH } : { CHROMIUM_PATH };
}

async function ensureShell() {
  const found = runs(where(shell));
  if (found) return found;
  try {
    const packages = {
      "apt-get": `apt-get update -qq && apt-get install -y -qq --no-install-recommends ${shell}`,
    };
    if (installSystemPackage("Chromium's headless shell", packages)) return runs(where(shell));
  } catch {
    console.log("This system has no headless shell of Chromium: the tests use the whole one.");
  }
  return undefined;
}

function onTheMachine() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!runs(named)) throw new Error(`CHROMIUM_PATH is ${named}, and that doesn't run.`);
    return named;
  }
  return [...names.map(where), ...places].find((path) => runs(path));
}

/** The path, if it leads to a browser that starts. A file may be there and its libraries not. */
function runs(path) {
  if (!path || !existsSync(path)) return undefined;
  // On Windows `--version` opens a window.
  if (process.platform === "win32") return path;
  const { status } = spawnSync(path, ["--version"], { timeout: 20_000 });
  return status === 0 ? path : undefined;
}
