// `npm run typecheck`: each of the surroundings by itself, so that a browser's file that asks for Node, or a server's
// that asks for the document, doesn't compile; then all of it with the tests. One compiler goes through them, which reads
// what they share once.
import { run } from "./install.mjs";

const projects = [
  "src/tsconfig.browser.json",
  "src/tsconfig.server.json",
  "src/tsconfig.server-node.json",
  "src/tsconfig.sandbox.json",
  "tsconfig.json",
];

try {
  run("npx", ["tsc", "--build", "--noEmit", "--force", ...projects]);
} catch {
  // What is wrong has been said.
  process.exitCode = 1;
}
