/** What an {@link IamportApiError} knows beside its message. */
export interface IamportApiErrorDetails {
  /** The HTTP status, `null` when no answer came. */
  status: number | null;
  /** The `code` of the answer, `null` when it had none. */
  code: number | null;
  /** Whether the same call may succeed later. */
  retryable: boolean;
  /**
   * Which path of the API was asked, `null` when it isn't about a request that was sent.
   * @default null
   */
  path?: string | null;
  /**
   * Whether PortOne may have carried the request out.
   * @default false
   */
  mayHaveArrived?: boolean;
  /**
   * For how many seconds PortOne doesn't want to be asked again (`Retry-After`).
   * @default null
   */
  retryAfter?: number | null;
  /** What kept the answer from coming. */
  cause?: unknown;
}

/**
 * PortOne's REST API refused a call, could not be reached, or answered with something that is no answer; or the call
 * was none that PortOne could take, and nothing was sent. Its message is the API's own where there is one. Neither
 * key nor secret nor token is ever part of it or of its cause.
 *
 * @example
 * ```ts
 * try {
 *   await client.getPayment("imp_448280090638");
 * } catch (error) {
 *   if (error instanceof IamportApiError && error.status === 404 && !error.retryable) return null;
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
   * Whether the same call may succeed later: no answer, none in time, one that breaks off, never ends, is longer than
   * 4 MiB or is no JSON of PortOne's (without its numeric `code`), HTTP 429 and 5xx. Never `true` for a cancellation
   * without `checksum` that may have been carried out.
   */
  declare readonly retryable: boolean;
  /**
   * Which path of the API was asked, such as `"/payments/imp_1"`; `null` when it isn't about a request that was sent:
   * the library itself refused the call, or it was given up before that.
   */
  declare readonly path: string | null;
  /**
   * Whether PortOne may have carried the request out, though no answer says so: none came, or one that isn't what was
   * asked for. Of a cancellation: look at the payment's `cancel_history` before you cancel again. Of a call that only
   * reads, such as `getPayment`, it can be `true` as well, and does no harm.
   */
  declare readonly mayHaveArrived: boolean;
  /** For how many seconds PortOne doesn't want to be asked again; `null` when it didn't say. */
  declare readonly retryAfter: number | null;
  /** What kept the answer from coming, in its words alone: an error without whatever else was attached to it. */
  declare readonly cause?: unknown;

  constructor(message: string, { cause, ...details }: IamportApiErrorDetails) {
    super(message);
    const defaults = { name: "IamportApiError", path: null, mayHaveArrived: false, retryAfter: null };
    Object.assign(this, defaults, details);
    // Not shown among its fields, as JavaScript itself has it.
    if (cause !== undefined) Object.defineProperty(this, "cause", { value: cause, configurable: true });
  }
}

/** The same error, with something else to say of it. An error may be shared by calls of which more is known. */
export function changed(
  error: IamportApiError,
  more: Partial<IamportApiErrorDetails>,
  message = error.message,
): IamportApiError {
  const { status, code, retryable, path, mayHaveArrived, retryAfter, cause } = error;
  const known = { status, code, retryable, path, mayHaveArrived, retryAfter, cause };
  return new IamportApiError(message, { ...known, ...more });
}

/** What could be sent to PortOne only with another meaning, so that nothing is sent. */
export function refused(message: string): IamportApiError {
  return new IamportApiError(message, { status: null, code: null, retryable: false });
}
