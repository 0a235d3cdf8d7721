// `npm run test:builds`: every browser test against the build that ships and against the one for development.
import { ensureChromium } from "./chromium.mjs";
import { install, run } from "./install.mjs";
import { ensurePostgres } from "./postgres.mjs";

install();
install("test/peers");
const chromium = await ensureChromium();
const postgres = ensurePostgres();
run("npm", ["run", "--silent", "build", "--", "--silent"]);
run("npx", ["vitest", "run", "--project", "browser", "--project", "browser, the build for development"], {
  env: { ...process.env, BUILDS: "all", CHROMIUM_PATH: chromium, POSTGRES_BIN: postgres },
});
