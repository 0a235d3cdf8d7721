import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { createSandbox, type Fault, type SandboxOptions } from "../../src/sandbox/index.ts";
import { createIamportClient, type IamportClientOptions, type Payment } from "../../src/server/index.ts";
import { payAt } from "./customer.ts";

/** A server on loopback, gone after the test. */
export async function listening(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  onTestFinished(
    () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What `fetch` rejects with when the connection breaks in the middle. */
export function connectionReset(code = "ECONNRESET"): Error {
  return Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error("read"), { code }) });
}

/** What becomes of an answer on its way back. */
export type Loss = "arrives" | "reset" | "badGateway" | "gatewayTimeout";

/** A sandbox on a socket, and a way back from it on which answers can be lost after they were given. */
export async function listeningPortone(options: SandboxOptions = {}) {
  const sandbox = createSandbox(options);
  const url = await sandbox.listen();
  onTestFinished(() => sandbox.close());
  const asked: string[] = [];
  const losses: { path: string; loss: Loss }[] = [];

  const fetchAndLose = async (address: string, init: RequestInit): Promise<Response> => {
    const call = `${init.method} ${new URL(address).pathname}`;
    asked.push(call);
    const answer = await fetch(address, init);
    const at = losses.findIndex(({ path }) => call.startsWith(path));
    const [lost] = at < 0 ? [] : losses.splice(at, 1);
    if (!lost || lost.loss === "arrives") return answer;
    await answer.arrayBuffer();
    if (lost.loss === "badGateway") return new Response("<h1>502 Bad Gateway</h1>", { status: 502 });
    if (lost.loss === "gatewayTimeout") return new Response("<h1>504</h1>", { status: 504 });
    throw connectionReset();
  };

  const post = async (path: string, body: unknown, method = "POST") => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(url + path, { method, headers, body: JSON.stringify(body) });
    return answer.json();
  };
  const client = (more: Partial<IamportClientOptions> = {}) =>
    createIamportClient({
      impKey: "imp_apikey",
      impSecret: "imp_secret",
      baseUrl: url,
      includeSandbox: true,
      fetch: fetchAndLose,
      ...more,
    });

  return {
    url,
    asked,
    client,
    /** The answers to the next calls of this kind, such as `"POST /subscribe"`, are lost after they were given. */
    lose: (path: string, ...ways: Loss[]) => losses.push(...ways.map((loss) => ({ path, loss }))),
    faults: (...faults: Fault[]) => post("/sandbox/faults", faults, "PUT"),
    /** Moves the sandbox's clock forward; what falls due on the way is waited for. */
    advance: (ms: number) => post("/sandbox/time", { ms }),
    pay: (data?: Record<string, unknown>, decision?: string | null) => payAt(post, data, decision),
    /** The customer registers a card in the payment window. */
    register: (customer_uid: string, merchant_uid = `register-${customer_uid}`) =>
      payAt(post, { customer_uid, merchant_uid, amount: 0, pay_method: "card" }),
    /** An identity verification at the window. Its `imp_uid`. */
    certify: async (data: Record<string, unknown>, decision = "approve"): Promise<string> => {
      const { impUid } = await post("/payments/open", {
        action: "certification",
        userCode: "imp00000000",
        provider: "danal",
        sdk: "1.2.0",
        shopOrigin: "https://shop.example",
        data,
      });
      await post(`/gateway/${impUid}/answer`, { decision });
      return impUid;
    },
    paymentsOf: (merchant_uid: string): Promise<Payment[]> =>
      createIamportClient({
        impKey: "imp_apikey",
        impSecret: "imp_secret",
        baseUrl: url,
        includeSandbox: true,
      }).findPayments(merchant_uid),
  };
}
