import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.mjs";
import { installSystemPackage } from "./system-package.mjs";

/** How each system's package manager installs PostgreSQL. */
const packages = {
  "apt-get": "apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql",
  dnf: "dnf install -y -q postgresql-server",
  apk: "apk add --quiet postgresql",
  pacman: "pacman -Sy --noconfirm --quiet postgresql",
};

const exe = process.platform === "win32" ? ".exe" : "";

/** The folder of PostgreSQL's programs: on the machine already, else the system's package. */
export function ensurePostgres() {
  const found = onTheMachine();
  if (found) return found;
  // (A server that the package starts by itself is left alone: the tests bring up one of their own.)
  const installed = installSystemPackage("PostgreSQL", packages) && onTheMachine();
  if (installed) return installed;
  throw new Error(
    "No PostgreSQL. Install it (initdb and postgres are needed), or name the folder of its programs in POSTGRES_BIN, and run this again.",
  );
}

function onTheMachine() {
  const named = process.env.POSTGRES_BIN;
  if (named) {
    if (!holdsPostgres(named)) throw new Error(`POSTGRES_BIN is ${named}, and PostgreSQL isn't there.`);
    return named;
  }
  const path = (process.env.PATH ?? "").split(process.platform === "win32" ? ";" : ":");
  // Debian, Fedora and Homebrew keep it beside the path, in a folder for each release; the newest comes first.
  const releases = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"].flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => /^(postgresql@)?\d+$/.test(name))
          .sort((a, b) => Number(b.replace(/\D/g, "")) - Number(a.replace(/\D/g, "")))
          .map((name) => join(folder, name, "bin"))
      : [],
  );
  return [...path, ...releases].find(holdsPostgres);
}

/** @param {string} folder */
function holdsPostgres(folder) {
  return Boolean(folder) && ["initdb", "postgres"].every((name) => existsSync(join(folder, name + exe)));
}

/** Starts a PostgreSQL of its own, on loopback, on a free port, with nothing in it; gone when stopped. */
export async function startPostgres(bin = ensurePostgres()) {
  const folder = mkdtempSync(join(tmpdir(), "irp-postgres-"));
  const user = unprivileged();
  if (user.uid !== undefined && user.gid !== undefined) {
    chmodSync(folder, 0o700);
    chownSync(folder, user.uid, user.gid);
  }
  const data = join(folder, "data");
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const made = spawnSync(
    join(bin, `initdb${exe}`),
    ["--pgdata", data, "--username=shop", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"],
    { cwd: folder, ...user, encoding: "utf8" },
  );
  if (made.error || made.status !== 0) {
    remove();
    throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
  }
  const port = await freePort();
  const settings = { listen_addresses: "127.0.0.1", fsync: "off", unix_socket_directories: "" };
  const launch = async () => {
    const server = spawn(
      join(bin, `postgres${exe}`),
      [
        "-D",
        data,
        "-p",
        String(port),
        ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
      ],
      { cwd: folder, ...user, stdio: ["ignore", "ignore", "pipe"] },
    );
    const ended = new Promise((resolve) => server.once("exit", resolve));
    const kill = () => server.kill("SIGQUIT");
    // Not left behind when the tests are killed.
    process.once("exit", kill);
    const end = async () => {
      process.off("exit", kill);
      kill();
      await ended;
    };
    let log = "";
    const ready = new Promise((resolve) => {
      server.stderr.on("data", (text) => {
        log += text;
        if (log.includes("ready to accept connections")) resolve(true);
      });
    });
    if (await Promise.race([ready, ended.then(() => false)])) return end;
    process.off("exit", kill);
    remove();
    throw new Error(`PostgreSQL did not start:\n${log}`);
  };
  let end = await launch();
  return {
    url: `postgres://shop@127.0.0.1:${port}/postgres`,
    /** Ends it as a crash would: nothing is finished first. Its data stays. */
    crash: () => end(),
    /** Starts it again after a crash. */
    restart: async () => {
      end = await launch();
    },
    stop: async () => {
      await end();
      remove();
    },
  };
}

/**
 * PostgreSQL refuses to run as root; its package brings a user for it.
 *
 * @returns {{ uid?: number, gid?: number }}
 */
function unprivileged() {
  if (process.getuid?.() !== 0) return {};
  for (const name of ["postgres", "nobody"]) {
    /** @param {string} flag */
    const id = (flag) => spawnSync("id", [flag, name], { encoding: "utf8" });
    const [uid, gid] = [id("-u"), id("-g")];
    if (uid.status === 0 && gid.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error("PostgreSQL does not run as root, and there is no user postgres or nobody to run it as.");
}
