import type { LaunchOptions } from "playwright-core";

/** The Chromium that `npm test` has found, with nothing of its own going on. */
export const chromiumOptions: LaunchOptions = {
  ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};
