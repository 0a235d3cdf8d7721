import type { Context, MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";

interface Limit {
  /** In bytes. */
  maxSize: number;
  onError?: (c: Context) => Response;
}

/**
 * Refuses a body that is too long. Hono's own does so too, but breaks over a socket where a body says nothing of its
 * length: in pieces, or none at all, as with `DELETE`.
 */
export function limitBody({ maxSize, onError = tooLong }: Limit): MiddlewareHandler {
  return createMiddleware(async (c, next) => {
    const { body, headers, method, signal } = c.req.raw;
    if (!body) return next();
    const length = headers.has("transfer-encoding") ? null : headers.get("content-length");
    if (length !== null) return Number(length) > maxSize ? onError(c) : next();
    const pieces: Uint8Array[] = [];
    let size = 0;
    const reader = body.getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      size += read.value.length;
      if (size > maxSize) return onError(c);
      pieces.push(read.value);
    }
    c.req.raw = new Request(c.req.url, { method, headers, signal, body: Buffer.concat(pieces) });
    return next();
  });
}

function tooLong(c: Context): Response {
  return c.text("Payload Too Large", 413);
}
