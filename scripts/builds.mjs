// `npm run test:builds`: every browser test against the build that ships and against the one for development.
import { ensureTestBrowsers } from "./chromium.mjs";
import { build, install, run } from "./install.mjs";
import { ensurePostgres } from "./postgres.mjs";

install();
install("test/peers");
const browsers = await ensureTestBrowsers();
const postgres = ensurePostgres();
build();
run("npx", ["vitest", "run", "--project", "browser*"], {
  env: { ...process.env, BUILDS: "all", ...browsers, POSTGRES_BIN: postgres },
});
