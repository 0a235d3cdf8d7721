/** What is answered to a request. */
export interface Reply {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

export function reply(body: string, status: number, headers: Reply["headers"] = {}): Reply {
  return { status, headers, body };
}

export function jsonReply(value: unknown, status = 200): Reply {
  return reply(JSON.stringify(value), status, { "content-type": "application/json" });
}

export function pageReply(markup: string, status = 200): Reply {
  return reply(markup, status, { "content-type": "text/html; charset=UTF-8" });
}
