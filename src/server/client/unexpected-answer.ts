import { IamportApiError } from "../api-error.ts";

/** Of which request an unexpected answer is. */
interface Answered {
  path: string;
  /** @default false */
  retryable?: boolean;
}

/**
 * A "yes" of PortOne's API that holds something else than what was asked for. The request has arrived; what it has done
 * nobody knows.
 *
 * @param what - the rest of the sentence "PortOne's answer …"
 */
export function unexpectedAnswer({ path, retryable = false }: Answered, what: string): IamportApiError {
  const details = { status: 200, code: null, retryable, path, mayHaveArrived: true };
  return new IamportApiError(`PortOne's answer ${what}`, details);
}
