import { readText } from "../read-text.ts";

/** One HTTP request, as it goes over the wire. */
export interface WireRequest {
  url: string;
  method: string;
  headers: Readonly<Record<string, string>>;
  body: string | undefined;
  /** Of a longer answer than so many bytes no more is read. */
  longestAnswer: number;
}

/** What came back. */
export interface WireAnswer {
  status: number;
  /** The header `Retry-After`. */
  retryAfter: string | null;
  /** `null`: it was too long. */
  text: string | null;
}

/**
 * Carries a request to PortOne and its answer back: over `fetch`, or on Node over its own HTTP client. It follows no
 * redirect, since an answer that sends the key elsewhere is none. Before it sends anything it says by `onStart` how it is
 * stopped: an `AbortSignal` for each request would take more time than all the rest that is done for it here.
 */
export type Transport = (request: WireRequest, onStart: (stop: () => void) => void) => Promise<WireAnswer>;

/** Of the caller's own, or the runtime's. */
export type Fetch = (request: string, init: RequestInit) => Promise<Response>;

/** Over the `fetch` that is given, else over the global one as it is at the time. */
export function overFetch(given?: Fetch): Transport {
  return async ({ url, method, headers, body, longestAnswer }, onStart) => {
    const abort = new AbortController();
    const { signal } = abort;
    onStart(() => abort.abort());
    const fetch = given ?? globalThis.fetch;
    const answer = await fetch(url, {
      method,
      redirect: "manual",
      signal,
      headers,
      ...(body !== undefined && { body }),
    });
    return {
      status: answer.status,
      retryAfter: answer.headers.get("retry-after"),
      text: await readText(answer.body, longestAnswer, signal),
    };
  };
}
