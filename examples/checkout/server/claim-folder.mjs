import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** The claims of this process. */
const held = new Set();

/** Two shops that start at the same time see each other, and neither has the folder: then each tries again. */
const attempts = 5;

/**
 * Two processes that write to one PGlite's folder would destroy it: the first one has it until it ends.
 *
 * Each says first that it wants the folder, by a file of its own, and looks for the others' only then: of two that do so
 * at the same time at least one sees the other. So no file has to be taken from anybody, but those of the dead.
 *
 * @param {string} folder
 * @returns {Promise<() => Promise<void>>} gives it up
 * @throws {FolderInUse}
 */
export async function claimFolder(folder) {
  await mkdir(dirname(folder), { recursive: true });
  const claim = claimOf(folder, process.pid);
  // In a container each shop is process 1: a claim of its own number that it hasn't made is that of a shop before it.
  if (held.has(claim)) throw new FolderInUse(folder, process.pid);
  held.add(claim);
  const giveUp = async () => {
    await rm(claim, { force: true });
    held.delete(claim);
  };
  try {
    for (let attempt = 1; ; attempt++) {
      await writeFile(claim, "");
      const other = await findOther(folder);
      if (other === null) return giveUp;
      if (attempt === attempts) throw new FolderInUse(folder, other);
      await rm(claim, { force: true });
      await pause(20 + Math.random() * 80);
    }
  } catch (error) {
    await giveUp();
    throw error;
  }
}

/** The folder is another shop's. */
export class FolderInUse extends Error {
  /**
   * @param {string} folder
   * @param {number} owner
   */
  constructor(folder, owner) {
    super(`The data in ${folder} is in use by another shop (process ${owner}).`);
    this.name = "FolderInUse";
  }
}

/**
 * @param {string} folder
 * @param {number | ""} pid
 */
function claimOf(folder, pid) {
  return `${folder}.lock-${pid}`;
}

/**
 * Another process that wants the folder and runs. Those that were killed are forgotten.
 *
 * @param {string} folder
 * @returns {Promise<number | null>}
 */
async function findOther(folder) {
  const start = basename(claimOf(folder, ""));
  for (const name of await readdir(dirname(folder))) {
    const pid = name.startsWith(start) ? Number(name.slice(start.length)) : 0;
    if (!pid || pid === process.pid) continue;
    if (isRunning(pid)) return pid;
    await rm(join(dirname(folder), name), { force: true });
  }
  return null;
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
