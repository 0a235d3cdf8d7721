// `npm run example react`: in a fresh clone with nothing installed, ends with the example's address. `next` and the other
// templates are whole shops: they install what their own lock file lists, and are built for production.
import { build, install, root } from "./install.mjs";

const name = process.argv[2];

try {
  const pages = ["react", "vue", "script-tag"];
  const shops = ["next", "express", "sveltekit", "nuxt"];
  if (![...pages, ...shops].includes(name)) {
    throw new Error(`Which one? npm run example ${[...pages, ...shops].join(" | ")}`);
  }
  install();
  build();
  const port = Number(process.env.PORT ?? 0);
  const example = pages.includes(name) ? await startPage(port) : await startShop(port);
  console.log(`Sandbox: ${example.sandboxUrl}`);
  console.log(`Example: ${example.url}`);
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => void example.close().then(() => process.exit(0)));
  }
} catch (error) {
  console.error(`\n${error.message}`);
  process.exit(1);
}

async function startPage(port) {
  const { startExample } = await import(`file://${root}examples/start-example.mjs`);
  return startExample(name, { port });
}

async function startShop(port) {
  const { buildTemplate, startTemplate } = await import(`file://${root}examples/start-template.mjs`);
  await buildTemplate(name);
  return startTemplate(name, { port });
}
