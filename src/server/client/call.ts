import { changed, IamportApiError } from "../api-error.ts";
import { pauseUnless } from "../pause-unless.ts";
import { mayStillRun } from "./may-still-run.ts";
import { longestPause, pauseAsked } from "./pause-asked.ts";
import type { ApiAnswer, ApiRequest } from "./send.ts";
import type { Tokens } from "./tokens.ts";

/** How a call is made that a caller may want to give up. */
export interface CallOptions {
  /**
   * Gives the call up: it rejects, and nothing more is sent.
   */
  signal?: AbortSignal | undefined;
  /**
   * Further attempts, in place of the client's own number.
   * @default the client's `retries`
   */
  retries?: number | undefined;
}

/** How one call is made. */
export interface CallSettings extends CallOptions {
  /**
   * Asked of an attempt that may have been carried out: whether it may be sent again.
   * @default it may
   */
  mayRepeat?: (refusal: IamportApiError) => boolean;
}

/** What came of a call. */
export type CallAnswer =
  | { response: unknown }
  | {
      /** It is final. */
      refusal: IamportApiError;
      /** Whether an earlier attempt may have arrived. */
      arrived: boolean;
      /** Whether PortOne may be at an earlier attempt still. */
      running: boolean;
    };

/**
 * Sends a request until it is answered; what may pass, and didn't, is thrown.
 *
 * @returns the answer, or a refusal that is final, with what may have become of earlier attempts
 */
export type Call = (request: ApiRequest, settings?: CallSettings) => Promise<CallAnswer>;

/** Makes calls with the token that all share. */
export function createCall(
  { tokens, onToken, retries: usually }: { tokens: Tokens; onToken(token: string): void; retries: number },
  send: (request: ApiRequest, signal?: AbortSignal) => Promise<ApiAnswer>,
): Call {
  /** One attempt: with a token, and with a new one when PortOne doesn't know that any more. */
  async function attempt(request: ApiRequest, signal: AbortSignal | undefined): Promise<ApiAnswer> {
    for (let renewed = false; ; renewed = true) {
      const held = await tokenUnlessGivenUp(tokens, signal);
      // Without a token the request never left.
      if ("refusal" in held) return { refusal: changed(held.refusal, { mayHaveArrived: false }) };
      onToken(held.token);
      const answer = await send({ ...request, token: held.token }, signal);
      if (renewed || !("refusal" in answer) || answer.refusal.status !== 401) return answer;
      tokens.drop(held.token);
    }
  }

  return async (request, { mayRepeat = () => true, signal, retries = usually } = {}) => {
    let arrivedBefore = false;
    let running = false;
    for (let tried = 0; ; tried++) {
      const answer = await attempt(request, signal);
      if (!("refusal" in answer)) return answer;
      const { refusal } = answer;
      const arrived = refusal.mayHaveArrived;
      if (!refusal.retryable) return { refusal, arrived: arrivedBefore, running };
      arrivedBefore ||= arrived;
      running ||= arrived && mayStillRun(refusal);
      const wait = pauseBefore(tried, refusal);
      if (tried >= retries || (arrived && !mayRepeat(refusal)) || wait === null || signal?.aborted) {
        throw changed(refusal, { mayHaveArrived: arrivedBefore });
      }
      await pauseUnless(wait, signal);
    }
  };
}

/** The token is asked for on behalf of all: who gives up only stops waiting for it. */
async function tokenUnlessGivenUp(
  tokens: Tokens,
  signal: AbortSignal | undefined,
): ReturnType<Tokens["get"]> {
  if (!signal) return tokens.get();
  let giveUp = () => {};
  const givenUp = new Promise<Awaited<ReturnType<Tokens["get"]>>>((resolve) => {
    giveUp = () => {
      const details = { status: null, code: null, retryable: true, cause: signal.reason };
      resolve({
        refusal: new IamportApiError("The call was given up by its caller", details),
      });
    };
  });
  signal.addEventListener("abort", giveUp);
  if (signal.aborted) giveUp();
  try {
    return await Promise.race([tokens.get(), givenUp]);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

/** Growing, and never the same for all who were refused at the same time; `null`: longer than anybody should wait. */
function pauseBefore(tried: number, refusal: IamportApiError): number | null {
  const asked = pauseAsked(refusal);
  const grown = Math.min(200 * 2 ** tried, longestPause);
  return asked > longestPause ? null : Math.max(asked, grown) * (1 + Math.random() / 2);
}
