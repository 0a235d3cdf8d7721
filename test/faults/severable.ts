import type { AddressInfo } from "node:net";
import { connect, createServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A way to a server that can be cut, or go silent; gone after the test. */
export async function severable(target: string) {
  const { hostname, port } = new URL(target);
  const pairs = new Set<readonly [Socket, Socket]>();
  let silent = false;

  const proxy: Server = createServer((here) => {
    const there = connect(Number(port), hostname);
    const pair = [here, there] as const;
    pairs.add(pair);
    const drop = () => {
      pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    for (const [from, to] of [pair, [there, here]] as const) {
      // What goes silent loses what is on its way, and says nothing of it.
      from.on("data", (data) => silent || to.write(data));
      from.on("error", drop);
      from.on("close", drop);
    }
  });
  const listen = (at: number) =>
    new Promise<void>((resolve) => void proxy.listen(at, "127.0.0.1", () => resolve()));
  await listen(0);
  const url = new URL(target);
  url.hostname = "127.0.0.1";
  url.port = String((proxy.address() as AddressInfo).port);

  /** Ends every connection that is open. */
  const hangUp = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
    pairs.clear();
  };
  const cut = () => {
    if (proxy.listening) proxy.close();
    hangUp();
  };
  onTestFinished(cut);
  return {
    url: url.href,
    hangUp,
    /** Nobody answers there any more, and nobody listens. */
    cut,
    /** Open, and nothing gets through. */
    silence: () => {
      silent = true;
    },
    restore: async () => {
      // A connection that lost something in the silence is of no use.
      if (silent) hangUp();
      silent = false;
      if (!proxy.listening) await listen(Number(url.port));
    },
    /** So that a silence may last: the connections that fell into it stay. */
    speak: () => {
      silent = false;
    },
  };
}
