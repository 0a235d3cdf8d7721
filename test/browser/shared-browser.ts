import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { shellOptions } from "./chromium.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the one Chromium of all test files is. */
    browserEndpoint: string;
  }
}

/** One Chromium for all files, each of which connects to it and has its own contexts. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const server = await chromium.launchServer(shellOptions);
  provide("browserEndpoint", server.wsEndpoint());
  return () => server.close();
}
