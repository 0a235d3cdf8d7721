// `npm start`: in a fresh clone with nothing installed, ends with the demo shop's address.
import { install, root, run } from "./install.mjs";

try {
  install();
  run("npm", ["run", "--silent", "build", "--", "--silent"]);
  const { startShop } = await import(`file://${root}examples/checkout/server.mjs`);
  const shop = await startShop({ port: Number(process.env.PORT ?? 3000) });
  console.log(`Sandbox: ${shop.sandboxUrl}`);
  console.log(`Shop: ${shop.url}`);
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => {
      void shop.close().then(() => process.exit(0));
    });
  }
} catch (error) {
  console.error(`\n${error.message}`);
  process.exit(1);
}
