// The shop as a process, told by its environment what to do. README.md lists the names.
import { startShop } from "./start-shop.mjs";

const { PORT = "3000", DATABASE_URL, SANDBOX_URL, IMP_CODE, IMP_KEY, IMP_SECRET, IMP_TEST } = process.env;

const keys = [IMP_CODE, IMP_KEY, IMP_SECRET];
if (keys.some(Boolean) && !keys.every(Boolean)) {
  throw new Error("PortOne needs all three of IMP_CODE, IMP_KEY and IMP_SECRET.");
}

const shop = await startShop({
  port: Number(PORT),
  ...(DATABASE_URL && { databaseUrl: DATABASE_URL }),
  ...(SANDBOX_URL && { sandboxUrl: SANDBOX_URL }),
  ...(IMP_CODE &&
    IMP_KEY &&
    IMP_SECRET && {
      portone: { userCode: IMP_CODE, impKey: IMP_KEY, impSecret: IMP_SECRET, testing: IMP_TEST === "1" },
    }),
});
if (Number(PORT) && !shop.url.endsWith(`:${PORT}`)) {
  console.log(`Port ${PORT} can't be had: a free one instead.`);
}
console.log(`Database: ${DATABASE_URL ? "PostgreSQL" : "in memory"}`);
if (shop.sandboxUrl) console.log(`Sandbox: ${shop.sandboxUrl}`);
console.log(`Shop: ${shop.url}`);

const end = () => void shop.close().then(() => process.exit(0));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, end);

// npm passes a signal on to the shell between it and us, and a shell ends without passing it on.
if (process.env.npm_lifecycle_event === "start") {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    end();
  }, 500);
}
