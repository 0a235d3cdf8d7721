// `npm start`: in a fresh clone with nothing installed, ends with the demo shop's address.
import { build, install, root } from "./install.mjs";

try {
  install();
  build();
  await import(`file://${root}examples/checkout/server/main.mjs`);
} catch (error) {
  console.error(`\n${error.message}`);
  process.exit(1);
}
