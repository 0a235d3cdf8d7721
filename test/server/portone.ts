import { createSandbox, type Fault, type SandboxOptions } from "../../src/sandbox/index.ts";
import { createIamportClient, type IamportClientOptions, type Payment } from "../../src/server/index.ts";
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
  const opened: string[] = [];
  const fetch = async (url: string, init: RequestInit) => {
    const { pathname, search } = new URL(url);
    asked.push(`${init.method} ${pathname}${search}`);
    return (await listed(url, init)) ?? sandbox.fetch(new Request(url, init));
  };

  /** PortOne's lists, made of the sandbox's payments. */
  async function listed(url: string, init: RequestInit): Promise<Response | null> {
    const { origin, pathname, searchParams } = new URL(url);
    const [, kind, of] = /^\/payments\/(findAll|status)\/([^/]+)$/.exec(pathname) ?? [];
    if (kind === undefined || of === undefined) return null;
    // Asked of the sandbox first: so that its faults and its tokens are as they are.
    const probe = await sandbox.fetch(new Request(`${origin}${pathname}${new URL(url).search}`, init));
    if (probe.status !== 404 || !(await probe.clone().text()).includes("존재하지 않는 주소")) return probe;
    const payments = await Promise.all(
      [...opened].reverse().map(async (imp_uid) => {
        const answer = await sandbox.fetch(
          new Request(`${origin}/payments/${imp_uid}?include_sandbox=true`, init),
        );
        return (await answer.json()).response;
      }),
    );
    const wanted = decodeURIComponent(of);
    const [from, to] = [Number(searchParams.get("from") ?? 0), Number(searchParams.get("to") ?? 1e12)];
    const changedAt = (payment: Payment) =>
      Math.max(
        payment.started_at ?? 0,
        payment.paid_at ?? 0,
        payment.failed_at ?? 0,
        payment.cancelled_at ?? 0,
      );
    const all = payments
      .filter((payment) => (kind === "findAll" ? payment.merchant_uid === wanted : true))
      .filter((payment) => kind === "findAll" || wanted === "all" || payment.status === wanted)
      .filter((payment) => kind === "findAll" || (changedAt(payment) >= from && changedAt(payment) <= to));
    if (searchParams.get("sorting") === "-updated")
      all.sort((one, other) => changedAt(other) - changedAt(one));
    if (kind === "findAll" && all.length === 0) {
      return Response.json(
        { code: -1, message: "유효하지 않은 merchant_uid", response: null },
        { status: 404 },
      );
    }
    const [page, limit] = [Number(searchParams.get("page") ?? 1), Number(searchParams.get("limit") ?? 20)];
    const last = Math.max(1, Math.ceil(all.length / limit));
    const response = {
      total: all.length,
      previous: page - 1,
      next: page < last ? page + 1 : 0,
      list: all.slice((page - 1) * limit, page * limit),
    };
    return Response.json({ code: 0, message: null, response });
  }

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
    /** What the customer presses in a window that was left open. */
    decide: (imp_uid: string, decision = "approve") => post(`/gateway/${imp_uid}/answer`, { decision }),
    /** A customer's payment in the browser, decided at the window. Its `imp_uid`. */
    pay: async (data?: Record<string, unknown>, decision?: string | null, sdk?: string) => {
      const imp_uid = await payAt(post, data, decision, sdk);
      if (imp_uid) opened.push(imp_uid);
      return imp_uid;
    },
  };
}
