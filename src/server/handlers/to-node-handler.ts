import { answer } from "./answer.ts";
import type { PaymentHandler } from "./create-payment-handlers.ts";

/** As much of Node's `IncomingMessage` as is looked at, and the `body` that Express's parsers leave on it. */
export interface NodeRequest {
  /** The method, in capitals. */
  readonly method?: string | undefined;
  /** The path and query. */
  readonly url?: string | undefined;
  /** Express: the address before a router has shortened it. */
  readonly originalUrl?: string | undefined;
  /** The headers, their names in small letters. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Whether somebody has read the body already. */
  readonly readableDidRead?: boolean | undefined;
  /** Whether the other side has gone, or somebody has given it up. */
  readonly destroyed?: boolean | undefined;
  /** What a body parser has made of it. */
  readonly body?: unknown;
  /** Listens to the body's events. */
  on(event: string, listener: (...values: never[]) => void): unknown;
  /** Holds the body back. */
  pause(): unknown;
  /** Lets the body flow. */
  resume(): unknown;
}

/** As much of Node's `ServerResponse` as is used. */
export interface NodeResponse {
  /** The HTTP status. */
  statusCode: number;
  /** Whether an answer has gone out already. */
  readonly headersSent?: boolean | undefined;
  /** Sets a header. */
  setHeader(name: string, value: string | string[]): unknown;
  /** Sends the answer. */
  end(body?: Uint8Array): unknown;
}

/**
 * A handler of {@link createPaymentHandlers} for Express and `node:http`. When a body parser has read the body
 * already, what it left in `req.body` is used.
 *
 * @example
 * ```ts
 * app.post("/payments/complete", toNodeHandler(complete)); // with or without express.json() before it
 * ```
 * @see https://portone.gitbook.io/docs-en/result/webhook
 */
export function toNodeHandler(
  handler: PaymentHandler,
): (request: NodeRequest, response: NodeResponse) => Promise<void> {
  return async (request, response) => {
    const answered = await answerTo(request, handler);
    // Somebody has answered in the meantime, such as a middleware that limits the time: there is nothing to add, and
    // an error here would end the process.
    if (response.headersSent) return;
    response.statusCode = answered.status;
    for (const [name, value] of answered.headers) {
      response.setHeader(name, name === "set-cookie" ? answered.headers.getSetCookie() : value);
    }
    response.end(new Uint8Array(await answered.arrayBuffer()));
  };
}

async function answerTo(request: NodeRequest, handler: PaymentHandler): Promise<Response> {
  let asked: Request;
  try {
    asked = toRequest(request);
    // Somebody has taken the body and left nothing of it: the handler is to know, and not to wait for it.
    if (request.readableDidRead && request.body === undefined) await asked.text();
  } catch {
    // An address or a method of which the platform makes no Request.
    return answer(400, { message: "This is no request that is answered here." });
  }
  try {
    return await handler(asked);
  } catch (error) {
    // The handlers of this library never reject; another's must not end the process.
    console.error(error);
    return answer(500, { message: "Something went wrong." });
  }
}

function toRequest(request: NodeRequest): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    // HTTP/2 has names that are no header's.
    if (value !== undefined && !name.startsWith(":")) headers.set(name, [value].flat().join(", "));
  }
  const { method = "GET" } = request;
  const init: RequestInit & { duplex?: "half" } = { method, headers };
  if (method !== "GET" && method !== "HEAD") {
    if (request.readableDidRead) {
      init.body = request.body === undefined ? "" : asText(request.body, headers);
    } else {
      init.body = streamOf(request);
      init.duplex = "half";
    }
  }
  // Which host it was meant for makes no difference to a handler.
  return new Request(new URL(`http://localhost${request.originalUrl ?? request.url ?? "/"}`), init);
}

/** What a parser has left: the raw body, or an object that was JSON or a form. */
function asText(body: unknown, headers: Headers): string | Uint8Array<ArrayBuffer> {
  if (typeof body === "string") return body;
  if (body instanceof Uint8Array) return new Uint8Array(body);
  headers.set("content-type", "application/json");
  return JSON.stringify(body);
}

function streamOf(request: NodeRequest): ReadableStream<Uint8Array> {
  let wanted = true;
  return new ReadableStream({
    start(controller) {
      request.on("data", (chunk: Uint8Array) => {
        if (!wanted) return;
        controller.enqueue(new Uint8Array(chunk));
        if ((controller.desiredSize ?? 0) <= 0) request.pause();
      });
      const end = (error?: unknown) => {
        if (!wanted) return;
        wanted = false;
        if (error) controller.error(error);
        else controller.close();
      };
      request.on("end", () => end());
      request.on("error", end);
      // Without an end before it: the other side has gone. Before this was called, and it is said no more.
      const breakOff = () => end(new Error("The request broke off"));
      request.on("close", breakOff);
      if (request.destroyed) breakOff();
    },
    pull() {
      request.resume();
    },
    cancel() {
      wanted = false;
      // The rest is let through and thrown away: a sender that is still sending may not see the answer.
      request.resume();
    },
  });
}
