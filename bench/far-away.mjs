// PortOne's and the shop's addresses over TLS, each as far away as told: what a connection costs, and what an answer does.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createSecureServer } from "node:http2";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Serves each host by a proxy of its own, which holds every piece of a connection back for half a round trip in either
 * direction, and the first one for two round trips more: the name that has to be looked up, and TCP's handshake. (TLS has
 * its own round trip in what is held back.)
 *
 * @param {readonly string[]} hosts
 * @param {(request: Request) => Promise<Response>} answer
 */
export async function serveFarAway(hosts, answer) {
  let roundTrip = 0;
  const server = createSecureServer(
    { ...makeCertificate(hosts), allowHTTP1: true },
    async (incoming, out) => {
      const host = incoming.headers[":authority"] ?? incoming.headers.host;
      const chunks = [];
      for await (const chunk of incoming) chunks.push(chunk);
      const headers = Object.entries(incoming.headers).filter(([name]) => !name.startsWith(":"));
      const response = await answer(
        new Request(new URL(incoming.url, `https://${host}`), {
          method: incoming.method,
          headers: new Headers(/** @type {[string, string][]} */ (headers)),
          ...(chunks.length && { body: Buffer.concat(chunks) }),
        }),
      );
      out.writeHead(response.status, Object.fromEntries(response.headers));
      out.end(Buffer.from(await response.arrayBuffer()));
    },
  );
  const port = await listening(server);

  /** @type {Set<import("node:net").Socket>} */
  const sockets = new Set();
  const proxies = await Promise.all(
    hosts.map(async () => {
      const proxy = createServer((near) => {
        const far = connect(port, "127.0.0.1");
        const opened = performance.now() + 2 * roundTrip;
        pass(near, far, () => Math.max(performance.now(), opened) + roundTrip / 2);
        pass(far, near, () => performance.now() + roundTrip / 2);
        for (const socket of [near, far]) {
          socket.setNoDelay();
          sockets.add(socket);
          socket.on("error", () => {});
          socket.on("close", () => sockets.delete(socket));
        }
      });
      return { proxy, port: await listening(proxy) };
    }),
  );
  return {
    /** For Chromium's `--host-resolver-rules`. */
    rules: hosts.map((host, index) => `MAP ${host}:443 127.0.0.1:${proxies[index]?.port}`).join(", "),
    /** @param {number} ms from now on */
    setRoundTrip(ms) {
      roundTrip = ms;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await Promise.all([server, ...proxies.map(({ proxy }) => proxy)].map((each) => each.close()));
    },
  };
}

/**
 * Passes what comes on when its time has come, in order.
 *
 * @param {import("node:net").Socket} from
 * @param {import("node:net").Socket} to
 * @param {() => number} due when what comes now arrives, by `performance.now()`
 */
function pass(from, to, due) {
  let before = Promise.resolve();
  /** @param {() => void} deliver */
  const later = (deliver) => {
    const wait = due() - performance.now();
    const arrived = new Promise((resolve) => setTimeout(resolve, wait));
    before = before.then(() => arrived).then(deliver);
  };
  from.on("data", (chunk) => later(() => to.writable && to.write(chunk)));
  from.on("end", () => later(() => to.end()));
  from.on("close", () => later(() => to.destroy()));
}

/** @param {import("node:net").Server} server */
async function listening(server) {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  return /** @type {import("node:net").AddressInfo} */ (server.address()).port;
}

/** A certificate that nobody has signed: the browser is told to take it. @param {readonly string[]} hosts */
function makeCertificate(hosts) {
  const folder = mkdtempSync(join(tmpdir(), "iamport-request-pay-bench-"));
  const [keyFile, certFile] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const names = hosts.map((host) => `DNS:${host}`).join(",");
  execFileSync(
    "openssl",
    [
      ...[
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
      ],
      ...["-keyout", keyFile, "-out", certFile, "-subj", "/CN=bench", "-addext", `subjectAltName=${names}`],
    ],
    { stdio: "ignore" },
  );
  const made = { key: readFileSync(keyFile), cert: readFileSync(certFile) };
  rmSync(folder, { recursive: true });
  return made;
}
