/** What the SDK hands to the callback of `request_pay`. What is in it differs by gateway. */
export type ImpResponse = Record<string, unknown>;

/**
 * `window.IMP`, the SDK's one global.
 *
 * This library calls `init` and `request_pay` for you. By hand, use them only for what it doesn't cover.
 *
 * @see https://portone.gitbook.io/docs-en/sdk/javascript-sdk
 */
export interface IMP {
  /** Starts the SDK for a merchant. Once a page: a second call throws an open payment's window away. */
  init(userCode: string): void;
  /** `init` for a merchant with a tier code. */
  agency(userCode: string, tierCode: string): void;
  /** Opens the payment window. Writes into `data`. */
  request_pay(data: Record<string, unknown>, callback?: (response: ImpResponse) => void): unknown;
  /** Opens the identity verification window. */
  certification?(data: Record<string, unknown>, callback?: (response: ImpResponse) => void): unknown;
  /** Sends a message to the payment frame that is visible. */
  communicate?(message: Record<string, unknown>): void;
  /** Closes the payment window; from 1.2.0. */
  close?(): void;
  /** Draws a gateway's own interface into the page; v1 SDK only. */
  loadUI?(type: string, data: Record<string, unknown>, callback?: (response: ImpResponse) => void): unknown;
  /** Changes what `loadUI` has drawn; v1 SDK only. */
  updateLoadUIRequest?(type: string, data: Record<string, unknown>): unknown;
  /** Undoes `init`; v1 SDK only. */
  deinit?(): void;
}

/** The globals this library reads and writes. The one place where `window` is seen with them. */
export interface ImpWindow extends Omit<Window, "IMP" | "jQuery" | "$"> {
  IMP?: Partial<IMP> | undefined;
  jQuery?: Partial<JQueryStatic> | undefined;
  $?: unknown;
  /** Not in every browser: calling it throws there. */
  trustedTypes: { createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy };
}

/** A Trusted Types policy, as far as script addresses go. */
export interface ScriptUrlPolicy {
  createScriptURL(url: string): string;
}
