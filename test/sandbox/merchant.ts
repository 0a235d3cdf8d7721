import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Payment } from "../../src/sandbox/service/payments.ts";
import type { Prepared } from "../../src/sandbox/service/prepared.ts";
import type { Token } from "../../src/sandbox/service/tokens.ts";

export interface Answer<Body> {
  status: number;
  code: number;
  message: string | null;
  response: Body;
}

interface Asking {
  form?: boolean;
  /** In the place of the merchant's own token; `null`: none. */
  authorization?: string | null;
}

/** Speaks to the REST API as a merchant's server does: through `sandbox.fetch`, or over a socket. */
export function merchantServer(
  fetch: (request: Request) => Promise<Response>,
  origin = "https://api.iamport.kr",
) {
  let token: string | null = null;

  async function call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    fields?: object,
    asking: Asking = {},
  ) {
    const headers = new Headers();
    const authorization = asking.authorization === undefined ? await ownToken() : asking.authorization;
    if (authorization !== null) headers.set("authorization", authorization);
    let body: string | null = null;
    if (fields) {
      headers.set("content-type", asking.form ? "application/x-www-form-urlencoded" : "application/json");
      body = asking.form
        ? String(new URLSearchParams(fields as Record<string, string>))
        : JSON.stringify(fields);
    }
    const response = await fetch(new Request(origin + path, { method, headers, body }));
    return { status: response.status, ...(await response.json()) } as Answer<Body>;
  }

  const getToken = (
    fields: object = { imp_key: "imp_apikey", imp_secret: "imp_secret" },
    asking: Asking = {},
  ) => call<Token>("POST", "/users/getToken", fields, { authorization: null, ...asking });

  async function ownToken(): Promise<string> {
    token ??= (await getToken()).response.access_token;
    return token;
  }

  return {
    call,
    getToken,
    payment: (imp_uid = "", query = "?include_sandbox=true") =>
      call<Payment>("GET", `/payments/${imp_uid}${query}`),
    find: (merchant_uid: string, rest = "") =>
      call<Payment>("GET", `/payments/find/${encodeURIComponent(merchant_uid)}${rest}`),
    cancel: (fields: object, asking?: Asking) => call<Payment>("POST", "/payments/cancel", fields, asking),
    prepare: (fields: object, asking?: Asking) => call<Prepared>("POST", "/payments/prepare", fields, asking),
  };
}

/** A server of the merchant's that webhooks are sent to. Answers with `statuses` one after another, then 200. */
export async function webhookReceiver(...statuses: number[]) {
  const received: { path: string; type: string; body: string }[] = [];
  let answering: Promise<unknown> = Promise.resolve();
  const server = createServer(async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    let body = "";
    for await (const chunk of incoming) body += chunk;
    received.push({ path: incoming.url ?? "", type: incoming.headers["content-type"] ?? "", body });
    await answering;
    outgoing.writeHead(statuses.shift() ?? 200, { location: "/elsewhere" }).end("OK");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    bodies: () => received.map(({ body }) => JSON.parse(body)),
    /** Answers nothing until the promise is settled. */
    waitFor: (promise: Promise<unknown>) => {
      answering = promise;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
