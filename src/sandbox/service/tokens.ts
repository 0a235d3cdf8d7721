import { randomBytes } from "node:crypto";
import type { Clock } from "./time.ts";

/** What `/users/getToken` answers. */
export interface Token {
  access_token: string;
  /** Both are Unix seconds. */
  now: number;
  expired_at: number;
}

export interface Tokens {
  /** The token that is valid now, or a new one. */
  issue(): Token;
  /** A token that has expired before anyone can use it, in the place of the one before. */
  issueExpired(): Token;
  isValid(access_token: string): boolean;
  /** Nobody gets in with the present token any more. */
  revoke(): void;
}

const validity = 30 * 60;

/** There is one token at a time: asked again before it expires, PortOne gives the same one. */
export function createTokens(clock: Clock): Tokens {
  let access_token = "";
  let expired_at = 0;

  const renewed = (seconds: number, now: number): Token => {
    access_token = randomBytes(20).toString("hex");
    expired_at = now + seconds;
    return { access_token, now, expired_at };
  };

  return {
    issue: () => {
      const now = clock.seconds();
      if (expired_at <= now) return renewed(validity, now);
      if (expired_at - now <= 60) expired_at += 5 * 60;
      return { access_token, now, expired_at };
    },
    issueExpired: () => renewed(0, clock.seconds()),
    isValid: (token) => token !== "" && token === access_token && clock.seconds() < expired_at,
    revoke: () => {
      access_token = "";
      expired_at = 0;
    },
  };
}
