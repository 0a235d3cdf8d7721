import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
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
    await writeFile(`${folder}.lock-${process.ppid}`, "");
    await expect(claimFolder(folder)).rejects.toThrow(`process ${process.ppid}`);
    // Whoever was refused claims nothing any more.
    expect(await readdir(place)).toEqual([`orders.lock-${process.ppid}`]);
  });

  test("is free after its shop was killed, and its claim is forgotten", async () => {
    await writeFile(`${folder}.lock-4194304`, "");
    await (await claimFolder(folder))();
    expect(await readdir(place)).toEqual([]);
  });

  test("is free after a container was killed, in which each shop has the same process number", async () => {
    await writeFile(`${folder}.lock-${process.pid}`, "");
    await (await claimFolder(folder))();
    expect(await readdir(place)).toEqual([]);
  });

  test("is one's at most, however many want it at the same time after its shop was killed", async () => {
    const shops = await Promise.all(Array.from({ length: 4 }, startProcess));
    const rounds: unknown[][] = [];
    for (let round = 0; round < 8; round++) {
      const wanted = join(place, `orders-${round}`);
      await writeFile(`${wanted}.lock-4194304`, "");
      rounds.push(await Promise.all(shops.map((claims) => claims(wanted))));
    }
    const owners = rounds.map((answers) => answers.filter((answer) => answer === "mine").length);
    expect(Math.max(...owners)).toBe(1);
    expect(new Set(rounds.flat())).toEqual(new Set(["mine", "FolderInUse"]));
  });
});

/** A process that claims folders when it is told to, and keeps what it gets. */
async function startProcess(): Promise<(folder: string) => Promise<unknown>> {
  const source = new URL("../../examples/checkout/server/claim-folder.mjs", import.meta.url).href;
  const work = `import { claimFolder } from ${JSON.stringify(source)};
    process.on("message", (folder) => claimFolder(folder).then(() => process.send("mine"), ({ name }) => process.send(name)));
    process.send("here");`;
  const shop = spawn(process.execPath, ["--input-type=module", "--eval", work], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  onTestFinished(() => void shop.kill());
  await once(shop, "message");
  return async (folder) => {
    const answered = once(shop, "message");
    shop.send(folder);
    return (await answered)[0];
  };
}
