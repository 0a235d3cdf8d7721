// The shop as a process, told by its environment what to do. README.md lists the names.
import { FolderInUse } from "./claim-folder.mjs";
import { readEnvironment } from "./environment.mjs";
import { startShop } from "./start-shop.mjs";

const options = readOptions();
const shop = await startShop(options).catch((error) => {
  // Somebody tries two shops side by side, each with a sandbox: the second one's orders needn't outlive it.
  if (!(error instanceof FolderInUse) || options.portone) throw error;
  console.log(`${error.message} The orders of this one live in memory.`);
  return startShop({ ...options, databaseFolder: undefined });
});
if (options.port && !shop.url.endsWith(`:${options.port}`)) {
  console.log(`Port ${options.port} can't be had: a free one instead.`);
}
console.log(`Database: ${shop.database}`);
if (shop.sandboxUrl) console.log(`Sandbox: ${shop.sandboxUrl}`);
console.log(`Desk: ${shop.url}/desk${options.deskPassword ? "" : ` (password: ${shop.deskPassword})`}`);
console.log(`Shop: ${shop.url}`);

function readOptions() {
  try {
    return readEnvironment(process.env);
  } catch (error) {
    console.error(/** @type {Error} */ (error).message);
    process.exit(1);
  }
}

let ending = false;
function end() {
  if (ending) return;
  ending = true;
  // `close` limits each of its waits by itself. This limit is for whatever it overlooks.
  setTimeout(() => process.exit(1), 10_000).unref();
  void shop.close().then(
    () => process.exit(0),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
}
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, end);

// npm passes a signal on to the shell between it and us, and a shell ends without passing it on.
if (process.env.npm_lifecycle_event === "start") {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    end();
  }, 500);
}
