// A sandbox in a process of its own, which counts what it is asked for.
import { createServer } from "node:http";
import { createSandbox } from "../dist/sandbox.js";
import { toNodeHandler } from "../dist/server.js";

const sandbox = createSandbox({ outcome: "approve" });
let counts = { token: 0, payment: 0 };

const server = createServer(
  toNodeHandler((request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/users/getToken") counts.token++;
    else if (pathname.startsWith("/payments/imp_")) counts.payment++;
    return sandbox.fetch(request);
  }),
);

process.on("message", () => {
  process.send?.({ counts });
  counts = { token: 0, payment: 0 };
});
server.listen(0, "127.0.0.1", () => process.send?.({ port: server.address().port }));
