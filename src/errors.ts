/** What went wrong, for `switch`. See {@link IamportError}. */
export type IamportErrorCode =
  /** Called on a server, where there is no page. */
  | "NOT_IN_BROWSER"
  /** `requestPay` before any `loadIamport`. */
  | "NOT_INITIALIZED"
  /** The page already takes payments for another merchant. */
  | "ALREADY_INITIALIZED"
  /** jQuery or the SDK could not be fetched, or ran and left nothing usable. */
  | "SDK_LOAD_FAILED"
  /** jQuery or the SDK did not arrive within `timeout`. */
  | "SDK_LOAD_TIMEOUT"
  /** The page's own jQuery is a slim build, older than 1.5, or missing where none may be brought. */
  | "JQUERY_UNUSABLE"
  /** `IMP.init` threw, or the payment frames never came. */
  | "INIT_FAILED"
  /** The parameters can't be used; `issues` lists what to fix. */
  | "INVALID_PARAMS"
  /** Another payment is open on this page. */
  | "PAYMENT_IN_PROGRESS"
  /** The browser refused the gateway's popup. */
  | "POPUP_BLOCKED"
  /** The SDK could not open the payment window. */
  | "WINDOW_FAILED"
  /** The shop's `AbortSignal` fired. */
  | "ABORTED"
  /** The merchant's server gave no usable answer. */
  | "COMPLETE_FAILED";

/** One thing that is wrong, or looks wrong, with the parameters of a payment. */
export interface ParamIssue {
  /** Where: `"amount"`, `"naverProducts[1].count"`. */
  path: string;
  /** What was given, and what is wanted. */
  message: string;
  /**
   * An `"error"` stops the payment; a `"warning"` is written to the console once, by the build for development, and the
   * payment goes on.
   */
  severity: "error" | "warning";
}

/** What an {@link IamportError} carries besides its message. */
export interface IamportErrorDetails {
  /** The error behind this one. */
  cause?: unknown;
  /** The order, if the SDK was called for it. */
  merchant_uid?: string | undefined;
  /** What is wrong with the parameters. */
  issues?: readonly ParamIssue[] | undefined;
}

/**
 * The only kind of error this library rejects with: something the shop's developer has to fix, or a payment that was
 * called off. A refused or cancelled payment is no error: it resolves, with `success: false`.
 *
 * `instanceof IamportError` also recognises the errors of another copy of the library on the page, which has a class of
 * its own.
 *
 * @example
 * ```ts
 * try {
 *   await requestPay({ pg: "payco", amount: 64900, name: "Norway swivel chair" });
 * } catch (error) {
 *   if (error instanceof IamportError && error.code === "POPUP_BLOCKED") {
 *     alert("Please allow popups for this shop, and press Pay again.");
 *   } else throw error;
 * }
 * ```
 * @see https://portone.gitbook.io/docs-en/auth/guide (section 6)
 */
export class IamportError extends Error {
  /** What went wrong. */
  declare readonly code: IamportErrorCode;
  /** The error behind this one, when there is one. */
  declare readonly cause: unknown;
  /**
   * The order, from the moment the SDK was called for it. When it is there, the customer may have paid:
   * ask the server before taking another payment.
   */
  declare readonly merchant_uid: string | undefined;
  /** With `INVALID_PARAMS`: everything that is wrong, not the first thing only. */
  declare readonly issues: readonly ParamIssue[] | undefined;

  /**
   * @param message - what happened and what to do. The build that ships has no messages of its own: there it is the
   *   code, and where to read about it.
   */
  constructor(code: IamportErrorCode, message?: string | false, details?: IamportErrorDetails) {
    super(message || `${code}: see iamport-request-pay/docs/errors.md#${code.toLowerCase()}`);
    Object.assign(this, { name: "IamportError", code }, details);
  }

  /** Called by `instanceof`. It goes by the name, so that errors of another copy of the library count too. */
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof Error && error.name === "IamportError";
  }
}
