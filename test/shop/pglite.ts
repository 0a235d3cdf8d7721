import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The data of a PGlite that has nothing in it, to be copied: to start one afresh takes five times as long. */
    emptyPGlite: string;
  }
}

export default async function setup({ provide }: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), "irp-pglite-"));
  const database = await PGlite.create(join(folder, "data"));
  await database.close();
  provide("emptyPGlite", join(folder, "data"));
  return () => rm(folder, { recursive: true, force: true });
}
