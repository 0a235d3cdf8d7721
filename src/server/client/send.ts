import { IamportApiError } from "../api-error.ts";

/** One request to the API. */
export interface ApiRequest {
  method: "GET" | "POST" | "PUT";
  /** The path after the base address, with its query. */
  path: string;
  body?: object;
  token?: string;
}

/** What came of a request. */
export type ApiAnswer =
  /** The `response` of the API's answer. */
  | { response: unknown }
  /** What came in its place, and whether the request may have reached PortOne all the same. */
  | { refusal: IamportApiError; arrived: boolean };

/** How requests are sent. */
export interface SendOptions {
  baseUrl: string;
  timeout: number;
  fetch: ((request: string, init: RequestInit) => Promise<Response>) | undefined;
  /** Takes keys and tokens out of a message. */
  redact: (message: string) => string;
}

/** Sends a request once. Never rejects: no answer is a refusal, too. */
export async function send(
  { method, path, body, token }: ApiRequest,
  { baseUrl, timeout, fetch = globalThis.fetch, redact }: SendOptions,
): Promise<ApiAnswer> {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<ApiAnswer>((resolve) => {
    timer = setTimeout(() => {
      resolve(unanswered(`PortOne did not answer within ${timeout} ms`, true));
      abort.abort();
    }, timeout);
  });
  const exchange = async () => {
    const answer = await fetch(baseUrl + path, {
      method,
      // An answer that sends the key elsewhere is none.
      redirect: "manual",
      signal: abort.signal,
      headers: {
        accept: "application/json",
        ...(body && { "content-type": "application/json" }),
        ...(token && { authorization: token }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return read(answer.status, await answer.text(), redact);
  };
  try {
    // Raced, because a `fetch` of the caller's own may know nothing of signals.
    return await Promise.race([exchange(), late]);
  } catch (error) {
    // Not kept as `cause`: the error of a `fetch` of the caller's own may hold the request with its token.
    const message = redact(`PortOne could not be reached: ${described(error)}`);
    return unanswered(message, !notConnected.test(codeOf(error)));
  } finally {
    clearTimeout(timer);
  }
}

/** What proves that a request never left: no connection was made. */
const notConnected = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

function unanswered(message: string, arrived: boolean): ApiAnswer {
  return { refusal: new IamportApiError(message, { status: null, code: null, retryable: true }), arrived };
}

/** `fetch` hides what happened in its error's cause. */
function codeOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: { code?: unknown } };
  return String(cause?.code ?? code ?? "");
}

function described(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  return code ? `${message} (${code})` : message;
}

function read(status: number, text: string, redact: SendOptions["redact"]): ApiAnswer {
  const envelope = parse(text);
  const code = envelope && typeof envelope.code === "number" ? envelope.code : null;
  const ok = status >= 200 && status < 300;
  if (ok && code === 0) return { response: envelope?.response };
  // No answer of the API's: a proxy's page, or one that broke off.
  const rubbish = !envelope || (ok && code === null);
  const said = envelope && typeof envelope.message === "string" && envelope.message;
  const message =
    said || (rubbish ? `PortOne's answer is no JSON of its API (HTTP ${status})` : `HTTP ${status}`);
  const retryable = rubbish || status === 429 || status >= 500;
  const refusal = new IamportApiError(redact(message), { status, code: code || null, retryable });
  return { refusal, arrived: true };
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
