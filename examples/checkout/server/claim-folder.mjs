import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** The locks that this process has. */
const held = new Set();

/**
 * Two processes that write to one PGlite's folder would destroy it: the first one has it until it ends.
 *
 * @param {string} folder
 * @returns {Promise<() => Promise<void>>} gives it up
 * @throws {FolderInUse}
 */
export async function claimFolder(folder) {
  await mkdir(dirname(folder), { recursive: true });
  const lock = `${folder}.lock`;
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      await writeFile(lock, String(process.pid), { flag: "wx" });
      held.add(lock);
      return async () => {
        await rm(lock, { force: true });
        held.delete(lock);
      };
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
      const owner = Number(await readFile(lock, "utf8").catch(() => ""));
      // In a container each shop is process 1: our own number in a lock that we haven't taken was left by an earlier shop.
      const isOther = owner !== process.pid || held.has(lock);
      if (owner && isOther && isRunning(owner)) throw new FolderInUse(folder, owner);
      // Its owner isn't running any more: it was killed.
      await rm(lock, { force: true });
    }
  }
  throw new FolderInUse(folder, null);
}

/** The folder is another shop's. */
export class FolderInUse extends Error {
  /**
   * @param {string} folder
   * @param {number | null} owner
   */
  constructor(folder, owner) {
    super(`The data in ${folder} is in use by another shop${owner ? ` (process ${owner})` : ""}.`);
    this.name = "FolderInUse";
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs, under another user.
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}
