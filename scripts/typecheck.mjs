// `npm run typecheck`: each of the surroundings by itself, so that a browser's file that asks for Node, or a server's
// that asks for the document, doesn't compile; then all of it with the tests. As many at a time as there are cores.
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { root } from "./install.mjs";

const projects = [
  "src/tsconfig.browser.json",
  "src/tsconfig.server.json",
  "src/tsconfig.server-node.json",
  "src/tsconfig.sandbox.json",
  "tsconfig.json",
];

/** @param {string} project */
function check(project) {
  const args = ["node_modules/typescript/bin/tsc", "--noEmit", "--project", project];
  const compiler = spawn(process.execPath, args, { cwd: root, stdio: "inherit" });
  return new Promise((resolve) => compiler.on("close", (status) => resolve(status === 0)));
}

let passed = true;
const waiting = [...projects].reverse();
async function work() {
  for (let project = waiting.shift(); project; project = waiting.shift()) {
    if (await check(project)) continue;
    passed = false;
    console.error(`${project}: doesn't compile`);
  }
}
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
process.exitCode = passed ? 0 : 1;
