import { changed } from "../api-error.ts";
import { isRecord } from "../is-record.ts";
import type { ApiAnswer, ApiRequest } from "./send.ts";
import { unexpectedAnswer } from "./unexpected-answer.ts";

type Refusal = Extract<ApiAnswer, { refusal: unknown }>;
type Token = { token: string } | Refusal;

/** The one token that all calls share. */
export interface Tokens {
  /** A token that is good for a call, asked for when there is none, or why none can be had. */
  get(): Promise<Token>;
  /** PortOne has refused this one. */
  drop(token: string): void;
}

/** Both of the machine's clocks: the one can be set, the other stands still while the machine sleeps. */
interface Moment {
  wall: number;
  steady: number;
}

interface Held {
  token: string;
  asked: Moment;
  /** For how many ms from then it is used. */
  usable: number;
}

/** How long before its end a token is renewed: within its last minute PortOne prolongs it. */
const margin = 30_000;

const path = "/users/getToken";

/** Asks for a token when there is none, once for all who want one at the time. */
export function createTokens(send: (request: ApiRequest) => Promise<ApiAnswer>, keys: object): Tokens {
  let held: Held | null = null;
  let asking: Promise<Token> | null = null;

  const ask = async (): Promise<Token> => {
    // Before the request: however slow the answer, the token doesn't seem younger than it is.
    const asked = now();
    const answer = await send({ method: "POST", path, body: keys });
    if ("refusal" in answer) return aboutToken(answer);
    const { access_token, now: issued, expired_at } = isRecord(answer.response) ? answer.response : {};
    // One that no header can carry would be kept until it expires, and no call get through until then.
    if (typeof access_token !== "string" || !/^[!-~]+$/.test(access_token)) {
      return { refusal: unexpectedAnswer({ path, retryable: true }, "holds no token") };
    }
    // By PortOne's own clock; what it says of the hour need not be what this machine says.
    const lifetime = (Number(expired_at) - Number(issued)) * 1000;
    // One that has expired on arrival is used for this call, and not kept.
    held =
      lifetime > 0 ? { token: access_token, asked, usable: lifetime - Math.min(margin, lifetime / 2) } : null;
    return { token: access_token };
  };

  return {
    get: () => {
      if (held && age(held.asked) < held.usable) return Promise.resolve({ token: held.token });
      asking ??= ask().finally(() => {
        asking = null;
      });
      return asking;
    },
    drop: (token) => {
      if (held?.token === token) held = null;
    },
  };
}

/**
 * PortOne always knows this address. A 404 is the word of something else, or of another address than the API's: whoever
 * calls for a payment must not take it for "there is no such payment".
 */
function aboutToken(answer: Refusal): Refusal {
  const { refusal } = answer;
  if (refusal.status !== 404) return answer;
  const message = `There is no ${path} where the API should be. Is baseUrl right? (${refusal.message})`;
  return { refusal: changed(refusal, { retryable: true }, message) };
}

function now(): Moment {
  return { wall: Date.now(), steady: performance.now() };
}

function age(since: Moment): number {
  const { wall, steady } = now();
  return Math.max(wall - since.wall, steady - since.steady);
}
