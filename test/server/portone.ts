import { createSandbox, type Fault, type SandboxOptions } from "../../src/sandbox/index.ts";
import { createIamportClient, type IamportClientOptions } from "../../src/server/index.ts";
import { payAt } from "./customer.ts";

const service = "https://service.iamport.kr";

/** A sandbox in the place of PortOne, asked without a socket, and what it was asked for. */
export function portone(options: SandboxOptions = {}) {
  const sandbox = createSandbox(options);
  const asked: string[] = [];
  const post = async (path: string, body: unknown, method = "POST") => {
    const headers = { "content-type": "application/json" };
    const request = new Request(service + path, { method, headers, body: JSON.stringify(body) });
    return (await sandbox.fetch(request)).json();
  };
  const fetch = async (url: string, init: RequestInit) => {
    const { pathname, search } = new URL(url);
    asked.push(`${init.method} ${pathname}${search}`);
    return sandbox.fetch(new Request(url, init));
  };

  return {
    sandbox,
    asked,
    fetch,
    client: (more: Partial<IamportClientOptions> = {}) =>
      createIamportClient({
        impKey: "imp_apikey",
        impSecret: "imp_secret",
        includeSandbox: true,
        fetch,
        ...more,
      }),
    faults: (...faults: Fault[]) => post("/sandbox/faults", faults, "PUT"),
    deposit: (imp_uid: string) => post(`/sandbox/deposit/${imp_uid}`, {}),
    /** A customer's payment in the browser, decided at the window. Its `imp_uid`. */
    pay: (data?: Record<string, unknown>, decision?: string | null) => payAt(post, data, decision),
  };
}
