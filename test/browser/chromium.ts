import type { LaunchOptions } from "playwright-core";

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Chromium at this path, with nothing of its own going on; Playwright's own where none is named. */
const optionsFor = (executablePath: string | undefined): LaunchOptions => ({
  ...(executablePath ? { executablePath } : {}),
  args,
});

const { CHROMIUM_PATH, HEADLESS_SHELL_PATH } = process.env;

/** The whole Chromium that `npm test` has found. */
export const chromiumOptions = optionsFor(CHROMIUM_PATH);

/** The lighter one that can show no window and keeps no page for Back, if there is one; else the whole one. */
export const shellOptions = optionsFor(HEADLESS_SHELL_PATH ?? CHROMIUM_PATH);
