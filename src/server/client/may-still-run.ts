import type { IamportApiError } from "../api-error.ts";
import { isRecord } from "../is-record.ts";

/**
 * Whether PortOne may be at it still, and done with it a moment later: no answer came, the connection broke, or what
 * stands between gave up or lost its own connection.
 */
export function mayStillRun({ status, mayHaveArrived }: IamportApiError): boolean {
  return mayHaveArrived && (status === null || status === 408 || status === 502 || status === 504);
}

/** Whether it was given up in the midst of it, here or by what stands between: that PortOne is at it still is likely. */
export function hasTimedOut({ status, cause, mayHaveArrived }: IamportApiError): boolean {
  if (!mayHaveArrived) return false;
  if (status !== null) return status === 408 || status === 504;
  // Without a cause it was this client's own time; a `fetch` of the caller's may have one of its own.
  return cause === undefined || isTimeout(cause);
}

function isTimeout(cause: unknown): boolean {
  const { name, code, cause: deeper } = isRecord(cause) ? cause : {};
  // The code of an aborted `fetch` is a number: its name tells.
  const says = (said: unknown) =>
    typeof said === "string" && /TIMEDOUT|TIMEOUT|^(Timeout|Abort)Error$/.test(said);
  return says(code) || says(name) || (!!deeper && isTimeout(deeper));
}
