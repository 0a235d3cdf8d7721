// `npm run example react`: in a fresh clone with nothing installed, ends with the example's address.
import { install, root, run } from "./install.mjs";

const name = process.argv[2];

try {
  if (!["react", "vue", "script-tag"].includes(name)) {
    throw new Error("Which one? npm run example react, npm run example vue, npm run example script-tag");
  }
  install();
  run("npm", ["run", "--silent", "build", "--", "--silent"]);
  const { startExample } = await import(`file://${root}examples/start-example.mjs`);
  const example = await startExample(name, { port: Number(process.env.PORT ?? 0) });
  console.log(`Sandbox: ${example.sandboxUrl}`);
  console.log(`Example: ${example.url}`);
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => void example.close().then(() => process.exit(0)));
  }
} catch (error) {
  console.error(`\n${error.message}`);
  process.exit(1);
}
