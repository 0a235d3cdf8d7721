// `npm run docs`: the reference, by TypeDoc into `docs/reference`, and the site around it, into `docs/.vitepress/dist`. What is
// wrong in a doc comment, or a link that leads nowhere, ends it. `npm run docs:dev` serves the site while it is written.
import { run } from "./install.mjs";

const serve = process.argv.includes("--serve");
run("npx", ["typedoc", "--logLevel", "Warn"]);
run("npx", ["vitepress", serve ? "dev" : "build", "docs"]);
