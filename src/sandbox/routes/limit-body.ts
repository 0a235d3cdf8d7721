import type { Context, MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";

/**
 * Refuses a body of more bytes than this, whether its length is announced, as in most requests, or only seen as it
 * comes, as in a chunked one. Hono's own would make a `Request` of the adaptor's, which can't be done as long as the
 * adaptor leaves the process's globals alone.
 */
export function limitBody(
  most: number,
  refusal: (c: Context) => Response = (c) => c.json({ error: `more than ${most} bytes` }, 413),
): MiddlewareHandler {
  return createMiddleware(async (c, next) => {
    const announced = c.req.header("content-length");
    if (announced !== undefined) return Number(announced) > most ? refusal(c) : next();
    if (c.req.method === "GET") return next();
    const { body } = c.req.raw;
    if (!body) return next();
    const text = await textWithin(body, most);
    if (text === null) return refusal(c);
    // Hono's type wants a text; what reads it, its promise.
    Object.assign(c.req.bodyCache, { text: Promise.resolve(text) });
    return next();
  });
}

async function textWithin(body: ReadableStream<Uint8Array>, most: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  const reader = body.getReader();
  let size = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    size += read.value.length;
    if (size > most) return null;
    chunks.push(read.value);
  }
  return Buffer.concat(chunks).toString("utf8");
}
