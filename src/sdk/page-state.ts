import type { IMP, ScriptUrlPolicy } from "./imp.ts";

/** A payment that is open on the page, as the other copies of this library see it. */
export interface OpenPayment {
  /** True when nothing of it can be seen any more: its dialog has been gone for a while. */
  isAbandoned(): boolean;
  /** Settles it as a failure that may be none. */
  abandon(): void;
}

/**
 * The one record on the page. Two bundles with a copy of this library each, even of two versions, find it
 * under the same symbol: that is how "once per page" holds across them. Fields are only ever added.
 */
export interface PageState {
  /** For whom the SDK is loading or loaded: see `merchantKey`. */
  merchant?: string;
  /** The promise that all callers share. */
  loading?: Promise<IMP> | undefined;
  /** The first call's options, as JSON, to tell the others that theirs don't count. */
  options?: string;
  /** Repeats the first call; left in place when it fails, so that `requestPay` can try again. */
  load?: () => Promise<IMP>;
  /** Set in the moment the SDK is initialised, so that a click finds it without waiting for a promise. */
  imp?: IMP;
  /** The SDK's own `init`, which `IMP.init` no longer is. */
  init?: () => void;
  /** The page had initialised the SDK before us: its frames loaded unseen. */
  adopted?: boolean;
  /** How long one step may take, in milliseconds. */
  timeout?: number;
  /** The payment frames whose `load` has fired for the address they have now. */
  loadedFrames?: WeakSet<EventTarget>;
  /** Tells of frames whose address was set anew. */
  reloads?: MutationObserver;
  /** The payment that is open. */
  payment?: OpenPayment | undefined;
  /** The redirect result that was given out during this page load. */
  redirectRead?: string;
  /** Trusted Types: a policy's name may be taken only once. */
  policy?: ScriptUrlPolicy | undefined;
}

const key = Symbol.for("iamport-request-pay");

declare const window: { [key]?: PageState };

/** The page's record, made on first use. */
export function pageState(): PageState {
  window[key] ??= {};
  return window[key];
}
