import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Sandbox } from "../../dist/sandbox.js";

/** What the checkout page asks for, on the way to a payment. */
const kinds = { jquery: /^\/jquery/, sdk: /iamport\.(payment.*)?js$/, gateways: /^\/users\/pg\// };
export type Kind = keyof typeof kinds;

/** What is sent in place of the script, given the script as it should be. */
export type Fault = (response: ServerResponse, script: string) => unknown;

const javascript = "text/javascript; charset=utf-8";
const send = (status: number, type: string, text: (script: string) => string): Fault => {
  return (response, script) => {
    response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(text(script));
  };
};

export const faults = {
  "answered with 404": send(404, "text/html", () => "<h1>Not found</h1>"),
  "answered with 500": send(500, "text/html", () => "<h1>Oops</h1>"),
  "answered with an HTML page and status 200": send(200, "text/html", () => "<!doctype html><h1>Login</h1>"),
  "cut off half-way: the connection breaks": (response, script) => {
    response.writeHead(200, { "content-type": javascript, "content-length": Buffer.byteLength(script) });
    response.write(script.slice(0, script.length / 2), () => response.destroy());
  },
  "cut off half-way: half a file on the server": send(200, javascript, (script) =>
    script.slice(0, script.length / 2),
  ),
  "a syntax error in it": send(200, javascript, (script) => `)${script}`),
  // Begun, so that nobody can take the connection for a dead one.
  "never ends": (response, script) => {
    response.writeHead(200, { "content-type": javascript }).write(script.slice(0, 100));
  },
} satisfies Record<string, Fault>;

export interface Cdn {
  url: string;
  /** What goes wrong from now on; nothing for the others. */
  break(broken: Partial<Record<Kind, Fault>>): void;
  /** Holds back what is asked for from now on, until it is released. */
  hold(...held: Kind[]): () => void;
  /** What was asked for since the last `break`. */
  asked: string[];
  close(): Promise<unknown>;
}

/** PortOne's hosts in one, at a socket of their own, where anything can go wrong with what a page loads. */
export async function openCdn(sandbox: Sandbox): Promise<Cdn> {
  let broken: Partial<Record<Kind, Fault>> = {};
  let waiting: Partial<Record<Kind, Promise<void>>> = {};
  const server = createServer(async (request, response) => {
    const path = request.url ?? "/";
    const kind = (Object.keys(kinds) as Kind[]).find((kind) => kinds[kind].test(path.split("?")[0] ?? ""));
    cdn.asked.push(path);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = "GET", headers } = request;
    const answer = await sandbox.fetch(
      new Request(cdn.url + path, {
        method,
        headers: Object.entries(headers).map(([name, value]): [string, string] => [name, `${value}`]),
        ...(method === "POST" && { body: Buffer.concat(chunks) }),
      }),
    );
    const fault = kind && broken[kind];
    if (kind) await waiting[kind];
    if (fault) return fault(response, await answer.text());
    response.writeHead(answer.status, { ...Object.fromEntries(answer.headers), "cache-control": "no-store" });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const cdn: Cdn = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    break(next) {
      broken = next;
      waiting = {};
      cdn.asked = [];
    },
    hold(...held) {
      let release = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      for (const kind of held) waiting[kind] = released;
      return release;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
  return cdn;
}
