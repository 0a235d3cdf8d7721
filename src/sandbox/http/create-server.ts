import { createServer as createHttpServer, type IncomingMessage, type Server } from "node:http";
import { BodyTooLarge, type Incoming } from "./incoming.ts";
import type { Answered } from "./routes.ts";

/** A server that gives each request to `answer`, which never rejects. */
export function createServer(answer: (incoming: Incoming) => Promise<Answered>): Server {
  return createHttpServer(async (request, response) => {
    const url = urlOf(request);
    if (!url) return void response.writeHead(400).end();
    const caller = new AbortController();
    response.once("close", () => response.writableFinished || caller.abort());

    const answered = await answer({
      method: request.method ?? "GET",
      url,
      header: (name) => [request.headers[name]].flat().join(", ") || undefined,
      text: (most) => textWithin(request, most),
      signal: caller.signal,
      socket: request.socket,
    });
    if (!answered || caller.signal.aborted) return;
    response.statusCode = answered.status;
    for (const [name, value] of Object.entries(answered.headers)) response.setHeader(name, value);
    response.end(answered.body);
    // The rest of a body that was too large, or else the next request would wait behind it for good.
    request.resume();
  });
}

/** The address that was asked for; `null` when the `Host` is none. */
function urlOf({ url = "/", headers: { host = "" } }: IncomingMessage): URL | null {
  const named = /^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i.test(host);
  return named && url.startsWith("/") ? new URL(`http://${host}${url}`) : null;
}

/** Whether its length is announced, as in most requests, or only seen as it comes, as in a chunked one. */
async function textWithin(request: IncomingMessage, most: number): Promise<string> {
  if (Number(request.headers["content-length"]) > most) throw new BodyTooLarge(most);
  const chunks: Buffer[] = [];
  let size = 0;
  // Left alone when it is too large: the refusal goes over the same connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > most) throw new BodyTooLarge(most);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
