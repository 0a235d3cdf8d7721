import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** Every answer of the REST API: `code` is 0 on success, and else `message` says why. */
export function succeed(c: Context, response: object) {
  return c.json({ code: 0, message: null, response });
}

/**
 * PortOne refuses in two ways: by an HTTP status, when the call itself was wrong, and with an HTTP 200 and
 * another code than 0, when what it asks for is not possible.
 */
export function refuse(c: Context, status: ContentfulStatusCode, message: string) {
  return c.json({ code: status === 401 ? -1 : 1, message, response: null }, status);
}

/** The body is neither of the two that PortOne takes, or not what its Content-Type says. */
export function unreadable(c: Context) {
  return refuse(c, 400, "요청 본문을 읽을 수 없습니다. JSON 또는 x-www-form-urlencoded로 보내 주세요.");
}
