import { execFile } from "node:child_process";
import { createServer, type RequestListener } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Server, Socket } from "node:net";
import { connect } from "node:net";
import { promisify } from "node:util";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { createClientOver } from "../../src/server/client/create-iamport-client.ts";
import { type IamportClientOptions, createIamportClient as overFetch } from "../../src/server/index.ts";
import { usualTransport } from "../../src/server-node/usual-transport.ts";

/** As the package has it on Node. */
const onNode = (given: IamportClientOptions) => createClientOver(usualTransport, given);

const paid = {
  imp_uid: "imp_1",
  merchant_uid: "order-1",
  amount: 64900,
  status: "paid",
  buyer_name: "홍길동",
};
const token = { access_token: "token-of-the-test", now: 1, expired_at: 1801 };
const envelope = (response: unknown) => JSON.stringify({ code: 0, message: null, response });

/** A server, and what it has seen; gone after the test. */
async function serve(server: Server) {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on("connection", (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((closed) => server.close(closed));
  });
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}`, connections: () => connections };
}

/** A PortOne that grants a token, and does with everything else as told. */
async function portone(answer: RequestListener) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.url === "/users/getToken") response.end(envelope(token));
    else answer(request, response);
  });
  return { ...(await serve(server)), asked };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

it("on Node, the proxy of the environment is used where Node itself uses it: from 24 on", async () => {
  const { url, asked } = await portone((_, response) => void response.end(envelope(paid)));
  const askedOfProxy: string[] = [];
  const proxy = await serve(
    createServer((request, response) => {
      askedOfProxy.push(`${request.method} ${request.url}`);
      response.end(envelope(request.url?.endsWith("/users/getToken") ? token : paid));
    }),
  );
  const library = new URL("../../dist/server.js", import.meta.url).href;
  const script = `import { createIamportClient } from ${JSON.stringify(library)};
    const client = createIamportClient({ impKey: "k", impSecret: "s", baseUrl: ${JSON.stringify(url)}, retries: 0 });
    console.log((await client.getPayment("imp_1")).status);`;
  const ofProxy = {
    NODE_USE_ENV_PROXY: "1",
    HTTP_PROXY: proxy.url,
    http_proxy: "",
    NO_PROXY: "",
    no_proxy: "",
  };
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], {
    env: { ...process.env, ...ofProxy },
  });
  expect(stdout.trim()).toBe("paid");
  const isUsed = Number(process.versions.node.split(".")[0]) >= 24;
  expect(asked).toEqual(isUsed ? [] : ["POST /users/getToken", "GET /payments/imp_1"]);
  expect(askedOfProxy).toEqual(isUsed ? [`POST ${url}/users/getToken`, `GET ${url}/payments/imp_1`] : []);
});

describe.each([
  // The next request comes before `fetch` has the connection back.
  ["fetch", overFetch, 2],
  ["Node's HTTP client", onNode, 1],
])("over %s", (name, create, mostConnections) => {
  const clientOf = (baseUrl: string, options: Partial<IamportClientOptions> = {}) =>
    create({ impKey: "key-of-the-test", impSecret: "secret-of-the-test", baseUrl, retries: 0, ...options });

  it("payments are looked up one after the other over a connection that is kept", async () => {
    const { url, asked, connections } = await portone((_, response) => void response.end(envelope(paid)));
    const client = clientOf(url);
    for (let number = 0; number < 5; number++) expect(await client.getPayment("imp_1")).toEqual(paid);
    expect(asked).toEqual(["POST /users/getToken", ...Array(5).fill("GET /payments/imp_1")]);
    expect(connections()).toBeLessThanOrEqual(mostConnections);
  });

  it("many are looked up at once", async () => {
    const { url, asked } = await portone(({ url = "" }, response) => {
      const imp_uid = url.slice("/payments/".length);
      setTimeout(() => response.end(envelope({ ...paid, imp_uid })), Math.random() * 20);
    });
    const client = clientOf(url);
    const uids = Array.from({ length: 200 }, (_, number) => `imp_${number}`);
    const found = await Promise.all(uids.map((uid) => client.getPayment(uid)));
    expect(found.map(({ imp_uid }) => imp_uid)).toEqual(uids);
    expect(asked).toHaveLength(201);
  });

  it("what is sent arrives with its length, type and token", async () => {
    let heard: unknown;
    const { url } = await portone((request, response) => {
      let body = "";
      request.setEncoding("utf8").on("data", (part) => {
        body += part;
      });
      request.on("end", () => {
        const { authorization, accept, "content-type": type, "content-length": length } = request.headers;
        heard = {
          authorization,
          accept,
          type,
          body: JSON.parse(body),
          isWhole: Number(length) === Buffer.byteLength(body),
        };
        response.end(envelope({ ...paid, status: "cancelled" }));
      });
    });
    await clientOf(url).cancelPayment({ imp_uid: "imp_1", reason: "고객 요청" });
    expect(heard).toEqual({
      authorization: token.access_token,
      accept: "application/json",
      type: "application/json",
      body: { imp_uid: "imp_1", reason: "고객 요청" },
      isWhole: true,
    });
  });

  it("a letter that is cut between two parts of an answer is whole", async () => {
    const { url } = await portone((_, response) => {
      const bytes = Buffer.from(envelope(paid));
      const middle = bytes.indexOf(Buffer.from("길")) + 1;
      response.write(bytes.subarray(0, middle));
      setTimeout(() => response.end(bytes.subarray(middle)), 20);
    });
    expect((await clientOf(url).getPayment("imp_1")).buyer_name).toBe("홍길동");
  });

  it("an answer of more than 4 MiB is given up, and no more of it is taken", async () => {
    let sent = 0;
    let closed = false;
    const chunk = Buffer.alloc(64 * 1024, 0x20);
    const { url } = await portone((_, response) => {
      response.on("close", () => {
        closed = true;
      });
      const more = () => {
        while (!response.destroyed && sent < 2 ** 28) {
          sent += chunk.length;
          if (!response.write(chunk)) {
            response.once("drain", more);
            return;
          }
        }
      };
      more();
    });
    await expect(clientOf(url).getPayment("imp_1")).rejects.toMatchObject({
      message: expect.stringContaining("longer than 4194304 bytes"),
      status: null,
      retryable: true,
    });
    await expect.poll(() => closed).toBe(true);
    expect(sent).toBeLessThan(2 ** 26);
  });

  it.each([
    ["never comes", () => {}],
    ["never ends", (response: { write: (text: string) => unknown }) => response.write('{"code":0,')],
  ])("an answer that %s is given up in time, and its connection closed", async (_, answer) => {
    let closed = false;
    const { url } = await portone((_, response) => {
      response.on("close", () => {
        closed = true;
      });
      answer(response);
    });
    await expect(clientOf(url, { timeout: 300 }).getPayment("imp_1")).rejects.toMatchObject({
      message: expect.stringContaining("did not answer within 300 ms"),
      retryable: true,
      mayHaveArrived: true,
    });
    await expect.poll(() => closed).toBe(true);
  });

  it.each([
    ["after its headers", true],
    ["before them", false],
  ])("an answer that breaks off %s may come again", async (_, hasBegun) => {
    let times = 0;
    const { url } = await portone(({ socket }, response) => {
      if (times++ > 0) response.end(envelope(paid));
      else if (hasBegun)
        response.writeHead(200, { "content-length": 100 }).write("{", () => socket.destroy());
      else socket.destroy();
    });
    await expect(clientOf(url).getPayment("imp_1")).rejects.toMatchObject({
      message: expect.stringContaining("could not be reached"),
      status: null,
      retryable: true,
      mayHaveArrived: true,
    });
    times = 0;
    expect(await clientOf(url, { retries: 1 }).getPayment("imp_1")).toEqual(paid);
  });

  it("what isn't HTTP is no answer", async () => {
    const { url } = await portone(({ socket }) => void socket.end("SSH-2.0-OpenSSH_9.2\r\n"));
    await expect(clientOf(url).getPayment("imp_1")).rejects.toMatchObject({ status: null, retryable: true });
  });

  it("where nobody listens, nothing has arrived", async () => {
    const server = createServer();
    const { url, port } = await serve(server);
    await new Promise((closed) => server.close(closed));
    await expect(clientOf(url).preparePayment({ merchant_uid: "order-1", amount: 1 })).rejects.toMatchObject({
      message: expect.stringContaining("ECONNREFUSED"),
      retryable: true,
      mayHaveArrived: false,
    });
    // The server's end, for the test's.
    server.listen(port, "127.0.0.1");
    await new Promise((connected) => connect(port, "127.0.0.1", () => connected(undefined)).unref());
  });

  it("a redirect isn't followed: the key goes nowhere else", async () => {
    const elsewhere = await portone((_, response) => void response.end(envelope(paid)));
    const server = createServer((_, response) => {
      response.writeHead(307, { location: `${elsewhere.url}/users/getToken` }).end();
    });
    const { url } = await serve(server);
    await expect(clientOf(url).getPayment("imp_1")).rejects.toMatchObject({ status: 307, retryable: true });
    expect(elsewhere.asked).toEqual([]);
  });

  it("a Retry-After is heard", async () => {
    const { url } = await portone((_, response) => {
      response.writeHead(429, { "retry-after": "7" }).end('{"code":-1,"message":"Too many","response":null}');
    });
    await expect(clientOf(url).getPayment("imp_1")).rejects.toMatchObject({
      status: 429,
      retryAfter: 7,
      message: expect.stringContaining("Too many"),
    });
  });

  it("neither key nor secret nor token is in an error", async () => {
    const { url } = await portone((request, response) => {
      const message = `${request.headers.authorization} of key-of-the-test, secret-of-the-test`;
      response.writeHead(500).end(JSON.stringify({ code: -1, message, response: null }));
    });
    const error = await clientOf(url)
      .getPayment("imp_1")
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status: 500 });
    expect(JSON.stringify(error) + String(error)).not.toMatch(/(token|key|secret)-of-the-test/);
  });

  it("whoever gives up ends the request", async () => {
    let closed = false;
    const { url, asked } = await portone((_, response) => {
      response.on("close", () => {
        closed = true;
      });
    });
    const abort = new AbortController();
    const found = clientOf(url).findPayments("order-1", { signal: abort.signal });
    const rejected = expect(found).rejects.toMatchObject({ message: expect.stringContaining("given up") });
    await expect.poll(() => asked.length).toBe(2);
    abort.abort();
    await rejected;
    await expect.poll(() => closed).toBe(true);
  });

  it("a given fetch is used", async () => {
    const fetch = vi.fn(async (url: string) =>
      Response.json({ code: 0, message: null, response: url.endsWith("/users/getToken") ? token : paid }),
    );
    expect(await clientOf("http://portone.test", { fetch }).getPayment("imp_1")).toEqual(paid);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it("a global fetch that was replaced is used", async () => {
    const client = clientOf("http://portone.test");
    const fetch = vi.fn(async (url: string) =>
      Response.json({ code: 0, message: null, response: url.endsWith("/users/getToken") ? token : paid }),
    );
    vi.stubGlobal("fetch", fetch);
    expect(await client.getPayment("imp_1")).toEqual(paid);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it(`which it is: ${name}`, async () => {
    const agents: unknown[] = [];
    const { url } = await portone((request, response) => {
      agents.push(request.headers["user-agent"]);
      response.end(envelope(paid));
    });
    await clientOf(url).getPayment("imp_1");
    expect(agents).toEqual([create === onNode ? "iamport-request-pay" : "node"]);
  });

  it("over TLS; a certificate that nobody vouches for is refused before anything is sent", async () => {
    const asked: string[] = [];
    const server = createSecureServer({ key, cert }, (request, response) => {
      asked.push(`${request.url}`);
      response.end(envelope(request.url === "/users/getToken" ? token : paid));
    });
    const { port, connections } = await serve(server);
    const url = `https://127.0.0.1:${port}`;
    await expect(clientOf(url).getPayment("imp_1")).rejects.toMatchObject({
      message: expect.stringContaining("DEPTH_ZERO_SELF_SIGNED_CERT"),
    });
    expect(asked).toEqual([]);
    // As somebody would who has a certificate of their own.
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    onTestFinished(() => void vi.unstubAllEnvs());
    const before = connections();
    const client = clientOf(url);
    for (let number = 0; number < 3; number++) expect(await client.getPayment("imp_1")).toEqual(paid);
    expect(asked).toEqual(["/users/getToken", ...Array(3).fill("/payments/imp_1")]);
    expect(connections() - before).toBeLessThanOrEqual(mostConnections);
  });
});

/** Of 127.0.0.1, for a hundred years; it opens nothing. */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgXm4CfCXFj8LulmP/
fqsbHlrMPQ3/5ivkQb7yp/CcnqGhRANCAAQy9BxOZSybI986T7Dny9e84Pv1BJtP
sfWq/MoV9fD9EHmP4Qqxb7wXLwIztJ4YqHG0wCm5d3Jx4Vweh3RWdZ5t
-----END PRIVATE KEY-----`;
const cert = `-----BEGIN CERTIFICATE-----
MIIBkDCCATagAwIBAgIUdYLsHKtEUeKEQdERdOYaEsU/f/cwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNjA1MDQyNFoYDzIxMjYxMTAy
MDUwNDI0WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQy9BxOZSybI986T7Dny9e84Pv1BJtPsfWq/MoV9fD9EHmP4Qqxb7wX
LwIztJ4YqHG0wCm5d3Jx4Vweh3RWdZ5to2QwYjAdBgNVHQ4EFgQU00hIhmZgCJEB
BEeYmHUskR7BZSowHwYDVR0jBBgwFoAU00hIhmZgCJEBBEeYmHUskR7BZSowDwYD
VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0gAMEUC
IQCLrAUYk5G7Fc0UlSJaJdnFXNkPKkjrzpR6BG8PI/l8GwIgIYUqYjVRPQG+dT3n
DAtiiMlleCSVFoEypYLczKDuTRs=
-----END CERTIFICATE-----`;
