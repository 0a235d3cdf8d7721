import { Hono } from "hono";
import { expect, it } from "vitest";
import { bounded } from "../../examples/checkout/server/bounded.mjs";

it("whoever comes while too many are served is told when to come again, and let in once one has gone", async () => {
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const app = new Hono().use(bounded(1)).get("/", async (c) => {
    await finished;
    return c.text("served");
  });
  const first = app.request("/");
  const refused = await app.request("/");
  expect(refused.status).toBe(503);
  expect(refused.headers.get("retry-after")).toBe("1");
  expect(refused.headers.get("cache-control")).toBe("no-store");
  finish();
  expect(await (await first).text()).toBe("served");
  expect((await app.request("/")).status).toBe(200);
});

it("one that ends in an error has gone as well", async () => {
  const app = new Hono().use(bounded(1)).get("/", () => {
    throw new Error("broken");
  });
  app.onError((_, c) => c.text("sorry", 500));
  expect((await app.request("/")).status).toBe(500);
  expect((await app.request("/")).status).toBe(500);
});
