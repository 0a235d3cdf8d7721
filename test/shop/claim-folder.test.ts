import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { claimFolder, FolderInUse } from "../../examples/checkout/server/claim-folder.mjs";

let place: string;
let folder: string;

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "claim-folder-"));
  folder = join(place, "orders");
});
afterEach(() => rm(place, { recursive: true, force: true }));

describe("a shop's data folder", () => {
  test("belongs to one shop at a time, and is free again once that has ended", async () => {
    const release = await claimFolder(folder);
    await expect(claimFolder(folder)).rejects.toThrow(FolderInUse);
    await release();
    await (await claimFolder(folder))();
  });

  test("stays another process's as long as that runs", async () => {
    await writeFile(`${folder}.lock`, String(process.ppid));
    await expect(claimFolder(folder)).rejects.toThrow(`process ${process.ppid}`);
  });

  test("is free after its shop was killed", async () => {
    await writeFile(`${folder}.lock`, "4194304");
    await (await claimFolder(folder))();
  });

  test("is free after a container was killed, in which each shop has the same process number", async () => {
    await writeFile(`${folder}.lock`, String(process.pid));
    const release = await claimFolder(folder);
    expect(await readFile(`${folder}.lock`, "utf8")).toBe(String(process.pid));
    await release();
  });
});
