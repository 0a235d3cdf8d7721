import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** Every answer of the REST API: `code` is 0 on success, and else `message` says why. */
export interface Answer {
  status: ContentfulStatusCode;
  body: { code: number; message: string | null; response: unknown };
}

export function succeed(response: unknown, status: ContentfulStatusCode = 200): Answer {
  return { status, body: { code: 0, message: null, response } };
}

/**
 * PortOne refuses in two ways: by an HTTP status, when the call itself was wrong, and with an HTTP 200 and
 * another code than 0, when what it asks for is not possible. -1 is a gateway's refusal, a token's, or a payment's that
 * isn't there.
 */
export function refuse(
  status: ContentfulStatusCode,
  message: string,
  code = status === 401 ? -1 : 1,
): Answer {
  return { status, body: { code, message, response: null } };
}

export function send(c: Context, { status, body }: Answer): Response {
  c.set("sent", body);
  return c.json(body, status);
}

/** What was sent, without reading the answer back; `undefined` when it was something else than an answer. */
export function sentOf(c: Context): Answer["body"] | undefined {
  return c.get("sent");
}

/** The token is missing, wrong or over. Clients compare the word. */
export const unauthorized = refuse(401, "Unauthorized");

/** The body is neither of the two that PortOne takes, or not what its Content-Type says. */
export const unreadable = refuse(
  400,
  "요청 본문을 읽을 수 없습니다. JSON 또는 x-www-form-urlencoded로 보내 주세요.",
);
