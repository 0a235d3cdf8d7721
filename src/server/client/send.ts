import { IamportApiError } from "../api-error.ts";
import { escapeText } from "../escape-text.ts";
import { isRecord } from "../is-record.ts";
import { createRedactor } from "./redact.ts";
import type { Transport, WireAnswer } from "./transport.ts";

/** One request to the API. */
export interface ApiRequest {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** The path after the base address, with its query. */
  path: string;
  body?: object;
  /** Values of the body that no error may hold, however PortOne or what stands between repeats them. */
  hidden?: readonly string[] | undefined;
  token?: string;
}

/** What came of a request: the `response` of the API's answer, or what came in its place. */
export type ApiAnswer = { response: unknown } | { refusal: IamportApiError };

/** How requests are sent. */
export interface SendOptions {
  baseUrl: string;
  timeout: number;
  transport: Transport;
  /** Takes keys and tokens out of a message. */
  redact: (message: string) => string;
}

/** Longer answers are none of PortOne's: a page of its lists has 100 payments, some 200 KiB. */
const longestAnswer = 4 * 1024 * 1024;

/** Sends a request once. Never rejects: no answer is a refusal, too. */
export async function send(
  { method, path, body, hidden, token }: ApiRequest,
  { baseUrl, timeout, transport, redact: redactKeys }: SendOptions,
  signal?: AbortSignal,
): Promise<ApiAnswer> {
  const redact = hidden ? hiding(hidden, redactKeys) : redactKeys;
  let stop = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let giveUp = () => {};
  const givenUp = new Promise<ApiAnswer>((resolve) => {
    timer = setTimeout(() => {
      resolve(unanswered(`PortOne did not answer within ${timeout} ms`, { path, mayHaveArrived: true }));
      stop();
    }, timeout);
    giveUp = () => {
      resolve(givenUpByCaller({ path, mayHaveArrived: true, cause: signal?.reason }));
      stop();
    };
  });
  signal?.addEventListener("abort", giveUp);
  const exchange = async () => {
    const answer = await transport(
      {
        url: baseUrl + path,
        method,
        headers: {
          accept: "application/json",
          ...(body && { "content-type": "application/json" }),
          ...(token && { authorization: token }),
        },
        body: body && JSON.stringify(body),
        longestAnswer,
      },
      (how) => {
        stop = how;
      },
    );
    return answer.text === null
      ? unanswered(`PortOne's answer is longer than ${longestAnswer} bytes`, { path, mayHaveArrived: true })
      : read(answer, answer.text, path, redact);
  };
  try {
    if (signal?.aborted) return givenUpByCaller({ path, mayHaveArrived: false, cause: signal.reason });
    // Raced, because a `fetch` of the caller's own may know nothing of signals.
    return await Promise.race([exchange(), givenUp]);
  } catch (error) {
    const message = `PortOne could not be reached: ${described(error)}`;
    const mayHaveArrived = !notConnected.test(codeOf(error));
    return unanswered(clean(message, redact), { path, mayHaveArrived, cause: causeOf(error, redact) });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", giveUp);
  }
}

/** What proves that a request never left: no connection was made. */
const notConnected = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

/** What is known of a request that no answer came to. */
interface Unanswered {
  path: string;
  mayHaveArrived: boolean;
  cause?: unknown;
}

function unanswered(message: string, known: Unanswered): ApiAnswer {
  const details = { status: null, code: null, retryable: true, ...known };
  return { refusal: new IamportApiError(message, details) };
}

function givenUpByCaller(known: Unanswered): ApiAnswer {
  return unanswered("The call was given up by its caller", known);
}

function hiding(hidden: readonly string[], redact: SendOptions["redact"]): SendOptions["redact"] {
  const own = createRedactor(hidden);
  return (message) => own.redact(redact(message));
}

function clean(message: string, redact: SendOptions["redact"]): string {
  return escapeText(redact(message));
}

/** Node says it itself; `fetch` hides what happened in its error's cause. */
function codeOf(error: unknown): string {
  const { code, cause } = isRecord(error) ? error : {};
  const hiddenCode = isRecord(cause) ? cause.code : undefined;
  // That of an aborted `fetch` is a number, which tells nobody anything.
  const isCode = (given: unknown) => typeof given === "string";
  return [hiddenCode, code].find(isCode) ?? "";
}

function described(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  return code && !message.includes(code) ? `${message} (${code})` : message;
}

/** The error's words and no more of it: that of a `fetch` of the caller's own may hold the request with its token. */
function causeOf(error: unknown, redact: SendOptions["redact"], depth = 0): Error {
  const { name, code, cause } = isRecord(error) ? error : {};
  const message = error instanceof Error ? error.message : String(error);
  const deeper = cause === undefined || depth > 2 ? undefined : { cause: causeOf(cause, redact, depth + 1) };
  const words = Object.assign(new Error(clean(message, redact)), deeper);
  if (typeof name === "string") words.name = clean(name, redact);
  return code === undefined ? words : Object.assign(words, { code: clean(String(code), redact) });
}

function read(
  { status, retryAfter }: WireAnswer,
  text: string,
  path: string,
  redact: SendOptions["redact"],
): ApiAnswer {
  const envelope = parse(text);
  const code = envelope && typeof envelope.code === "number" ? envelope.code : null;
  const ok = status >= 200 && status < 300;
  if (ok && code === 0) return { response: envelope?.response };
  // Without a code it is no answer of the API's, whatever its status: a gateway's or a proxy's word, or one that
  // broke off.
  const foreign = code === null;
  const said = envelope && typeof envelope.message === "string" && envelope.message;
  const words = foreign
    ? `This is no answer of PortOne's API, but of something in between (HTTP ${status}${said ? `: ${said}` : ""})`
    : said || `HTTP ${status}`;
  const isTooMany = status === 429;
  const retryable = foreign || isTooMany || status >= 500;
  // A refusal of PortOne's own is an answer: nothing was done. But for one that it gave in trouble.
  const mayHaveArrived = retryable && (foreign || !isTooMany);
  const refusal = new IamportApiError(clean(words, redact), {
    status,
    code: code || null,
    retryable,
    path,
    mayHaveArrived,
    retryAfter: secondsUntil(retryAfter),
  });
  return { refusal };
}

/** `Retry-After`: seconds, or a date. */
function secondsUntil(header: string | null): number | null {
  if (!header) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const ms = Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? null : Math.max(0, Math.ceil(ms / 1000));
}

function parse(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}
