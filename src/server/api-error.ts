/** What an {@link IamportApiError} knows beside its message. */
export interface IamportApiErrorDetails {
  /** The HTTP status, `null` when no answer came. */
  status: number | null;
  /** The `code` of the answer, `null` when it had none. */
  code: number | null;
  /** Whether the same call may succeed later. */
  retryable: boolean;
}

/**
 * PortOne's REST API refused a call, could not be reached, or answered with something that is no answer.
 * Its message is the API's own where there is one. Neither key nor secret nor token is ever part of it.
 *
 * @example
 * ```ts
 * try {
 *   await client.getPayment("imp_448280090638");
 * } catch (error) {
 *   if (error instanceof IamportApiError && error.status === 404) return null;
 *   throw error;
 * }
 * ```
 * @see https://api.iamport.kr
 */
export class IamportApiError extends Error {
  /** The HTTP status of the answer; `null` when none came. */
  declare readonly status: number | null;
  /**
   * The API's own `code`: never 0, and `null` when the answer had none. An error can come with any HTTP status,
   * 200 too.
   */
  declare readonly code: number | null;
  /**
   * Whether the same call may succeed later: no answer, none in time, one that breaks off or is no JSON,
   * HTTP 429 and 5xx.
   */
  declare readonly retryable: boolean;

  constructor(message: string, details: IamportApiErrorDetails) {
    super(message);
    Object.assign(this, { name: "IamportApiError" }, details);
  }
}
