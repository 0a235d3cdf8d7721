import { existsSync } from "node:fs";

/** The browser tests run what is published, not the sources. */
export function setup(): void {
  if (!existsSync(new URL("../../dist/sandbox.js", import.meta.url))) {
    throw new Error("dist/ is missing: run `npm run build` first, or `npm test`, which does.");
  }
}
