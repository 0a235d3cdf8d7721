import { BodyTooLarge, type Incoming } from "./incoming.ts";
import type { Answered } from "./routes.ts";

/** A call without an answer, for whoever called without a connection: what `fetch` rejects with. */
export class ConnectionDropped extends TypeError {
  constructor() {
    super("fetch failed: the sandbox was asked to drop the connection");
  }
}

/** Answers a request that was made in this process. */
export async function answerRequest(
  request: Request,
  answer: (incoming: Incoming) => Promise<Answered>,
): Promise<Response> {
  const { method, headers, signal } = request;
  const answered = await answer({
    method,
    url: new URL(request.url),
    header: (name) => headers.get(name) ?? undefined,
    text: async (most) => {
      const body = Buffer.from(await request.arrayBuffer());
      if (body.length > most) throw new BodyTooLarge(most);
      return body.toString("utf8");
    },
    signal,
    socket: null,
  });
  // A slow answer to a caller who has given up; a real fetch would have rejected.
  signal.throwIfAborted();
  if (!answered) throw new ConnectionDropped();
  const { status, body } = answered;
  const hasNone = method === "HEAD" || body === "";
  return new Response(hasNone ? null : body, { status, headers: answered.headers });
}
