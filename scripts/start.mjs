// `npm start`: in a fresh clone with nothing installed, ends with the demo shop's address.
import { install, root, run } from "./install.mjs";

try {
  install();
  run("npm", ["run", "--silent", "build", "--", "--silent"]);
  await import(`file://${root}examples/checkout/server/main.mjs`);
} catch (error) {
  console.error(`\n${error.message}`);
  process.exit(1);
}
