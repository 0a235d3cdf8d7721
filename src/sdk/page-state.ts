import { IamportError } from "../errors.ts";
import type { IMP, ScriptUrlPolicy } from "./imp.ts";

/**
 * The one record on the page. Two bundles with a copy of this library each, even of two versions, find it
 * under the same symbol: that is how "once per page" holds across them. Fields are only ever added.
 */
export interface PageState {
  /** For whom the SDK is loading or loaded: user code, comma, tier code. */
  key?: string;
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
  /** The merchant for whom the page had initialised the SDK before us: its frames loaded unseen. */
  adopted?: string | undefined;
  /** How long one step may take, in milliseconds. */
  timeout?: number;
  /** CSP nonce of the tags, if one was given. */
  nonce?: string | undefined;
  /** Those of the attempt before, if there was one, in this call or in another. */
  former?: HTMLScriptElement[] | undefined;
  /** The tags that this attempt has added, to be taken away if it fails. */
  tags?: HTMLScriptElement[];
  /** The payment frames whose `load` has fired for the address they have now. */
  frames?: WeakSet<EventTarget>;
  /** Tells of frames whose address was set anew. */
  reloads?: MutationObserver;
  /** The payment that is open: settles it as abandoned, if nothing of it has been seen for a while. */
  payment?: (() => void) | undefined;
  /** Writes the open payment's request down for the landing page, if that is still to be done. */
  keep?: (() => void) | undefined;
  /** The redirect result that was given out during this page load. */
  redirectRead?: string;
  /** Trusted Types: a policy's name may be taken only once. */
  policy?: ScriptUrlPolicy | undefined;
}

const key = Symbol.for("iamport-request-pay");

declare const window: { [key]?: PageState };

/** The page's record, made on first use. Throws `NOT_IN_BROWSER` where there is no page. */
export function pageState(): PageState {
  if (typeof document === "undefined") throw new IamportError("NOT_IN_BROWSER", "No page.");
  window[key] ??= {};
  return window[key];
}
