import { request } from "node:http";
import { expect, it, onTestFinished } from "vitest";
import { createSandbox } from "../../src/sandbox/index.ts";

/** What the sandbox answers to a body that is sent in pieces, its length untold. */
function send(url: string, method: string, pieces: readonly string[], headers = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method, headers: { ...headers, "content-type": "application/json" } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    sent.on("error", reject);
    for (const piece of pieces) sent.write(piece);
    sent.end();
  });
}

it("a body in pieces is read, and one that is too long refused", async () => {
  const sandbox = createSandbox();
  const url = `${await sandbox.listen()}/users/getToken`;
  onTestFinished(() => sandbox.close());
  const chunked = { "transfer-encoding": "chunked" };
  const keys = ['{"imp_key":"imp_apikey",', '"imp_secret":"imp_secret"}'];
  expect(await send(url, "POST", keys, chunked)).toBe(200);
  expect(
    await send(
      url,
      "POST",
      Array.from({ length: 70 }, () => " ".repeat(1024)),
      chunked,
    ),
  ).toBe(413);
});

it("a DELETE without a body is answered over a socket", async () => {
  const sandbox = createSandbox();
  const url = await sandbox.listen();
  onTestFinished(() => sandbox.close());
  const answer = await fetch(`${url}/certifications/imp_1`, { method: "DELETE" });
  expect(answer.status).toBe(401);
});
