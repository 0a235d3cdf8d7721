import type { IamportApiError } from "../api-error.ts";

/**
 * PortOne may ask for a longer pause than so many milliseconds: then the call is given up at once, and nobody is kept
 * waiting.
 */
export const longestPause = 10_000;

/** For how many milliseconds PortOne doesn't want to be asked again (`Retry-After`); 0 when it didn't say. */
export function pauseAsked({ retryAfter }: IamportApiError): number {
  return (retryAfter ?? 0) * 1000;
}
