// `npm start`: in a fresh clone with nothing installed, ends with the demo shop's address.
import { install, root, run } from "./install.mjs";

const parent = process.ppid;

try {
  install();
  run("npm", ["run", "--silent", "build", "--", "--silent"]);
  const { startShop } = await import(`file://${root}examples/checkout/server.mjs`);
  const port = process.env.PORT ?? "3000";
  const shop = await startShop({ port: Number(port) });
  if (Number(port) && !shop.url.endsWith(`:${port}`))
    console.log(`Port ${port} can't be had: a free one instead.`);
  console.log(`Sandbox: ${shop.sandboxUrl}`);
  console.log(`Shop: ${shop.url}`);
  const end = () => void shop.close().then(() => process.exit(0));
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, end);
  // npm passes a signal on to the shell between it and us, and a shell ends without passing it on.
  if (process.env.npm_lifecycle_event === "start") {
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      end();
    }, 500);
  }
} catch (error) {
  console.error(`\n${error.message}`);
  process.exit(1);
}
