// A sandbox in a process of its own, which counts what it is asked for, and holds each answer back as long as told.
import { setTimeout as wait } from "node:timers/promises";
import { createAdaptorServer } from "@hono/node-server";
import { createSandbox } from "../dist/sandbox.js";

const sandbox = createSandbox({
  outcome: "approve",
  // Its payments count as live: the peers know nothing of `include_sandbox`.
  gateways: [{ pg_provider: "kcp", pg_id: "LIVE", type: "payment", sandbox: false }],
});
let counts = { token: 0, payment: 0 };
let latency = 0;

// It shares the machine with what is measured: the server that takes the least of it.
const server = createAdaptorServer({
  fetch: async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/users/getToken") counts.token++;
    else if (pathname.startsWith("/payments/imp_")) counts.payment++;
    if (latency) await wait(latency);
    return sandbox.fetch(request);
  },
});

process.on("message", (/** @type {{ latency: number }} */ told) => {
  process.send?.({ counts });
  counts = { token: 0, payment: 0 };
  latency = told.latency;
});
// Whoever has started it may end without a word.
process.once("disconnect", () => process.exit());
server.listen(0, "127.0.0.1", () => process.send?.({ port: server.address().port }));
