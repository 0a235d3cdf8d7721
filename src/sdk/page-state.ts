import { IamportError } from "../errors.ts";
import { noPage } from "../messages/loading.ts";
import type { IMP } from "./imp.ts";
import type { LoadOptions } from "./load-iamport.ts";
import type { TextPolicy } from "./trusted-types.ts";

/**
 * The one record on the page. Two bundles with a copy of this library each, even of two versions, find it
 * under the same symbol: that is how "once per page" holds across them. Fields are only ever added, and an
 * older copy may have left out those that it didn't know.
 */
export interface PageState {
  /** For whom the SDK is loading or loaded, as `merchantKey` writes it. */
  key?: string;
  /** The promise that all callers share. */
  loading?: Promise<IMP> | undefined;
  /** The first call's options, to tell the others which of theirs don't count. */
  firstOptions?: LoadOptions;
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
  /** Whether a tag of ours has brought the SDK, so that no script of the page's can have called it yet. */
  broughtSdk?: boolean;
  /** The tags of the attempt before this one, if there was one, in this call or an earlier one. */
  former?: HTMLElement[] | undefined;
  /** The tags that this attempt has added, to be taken away if it fails. */
  tags?: HTMLElement[];
  /** The whole jQuery with which the SDK was made ready; the page may have taken it away since. */
  jquery?: Partial<JQueryStatic> | undefined;
  /** While `jquery` is lent to the SDK: how many borrow it, and the page's own `jQuery` and `$`. */
  lent?: { borrowers: number; jQuery: unknown; $: unknown } | undefined;
  /** The payment frames whose `load` has fired for the address they have now. */
  frames?: WeakSet<EventTarget>;
  /** The latest loads of the frames since `expectFrameLoads` was last called. */
  frameLoads?: FrameLoad[];
  /**
   * Whether the customer left the last window before its frames gave a sign of life: they, and the frames made right
   * after, may hold error pages.
   */
  silent?: boolean;
  /** The SDK's own dialog, which holds the frames; the page may have thrown it away, or have a copy of it. */
  dialog?: HTMLElement | null | undefined;
  /** The SDK's own `<style>`. */
  style?: HTMLStyleElement | undefined;
  /** What the page's policies have blocked last. */
  violations?: SecurityPolicyViolationEvent[];
  /** Notices frames whose address was set again. */
  reloads?: MutationObserver;
  /**
   * Set while a payment or an identity verification is running. It is a function because, in older copies of this
   * library, calling it gives up a payment that has vanished. Requests of this copy end by themselves, and their
   * function does nothing.
   */
  payment?: (() => void) | undefined;
  /** Ends the supervision of a window that the page has opened on `IMP` by hand, while there is one. */
  endByHand?: (() => void) | undefined;
  /** The gateway of the open payment, where its frame names it. */
  gateway?: string | undefined;
  /** Stores the open request for the landing page; `undefined` once that is done. */
  keep?: (() => void) | undefined;
  /** The fields of the landing page's answer that was given out during this page load. */
  redirectFields?: Readonly<Record<string, unknown>>;
  /** Trusted Types: a policy's name may be taken only once. */
  policy?: TextPolicy | undefined;
}

/** One `load` of a payment frame. */
export interface FrameLoad {
  frame: HTMLIFrameElement;
  /** In the milliseconds of `performance.now()`. */
  at: number;
  /** Whether the browser was offline: then it was an error page that has loaded. */
  isOffline: boolean;
}

const key = Symbol.for("iamport-request-pay");

declare const window: { [key]?: PageState };

/** The page's record, made on first use. Throws `NOT_IN_BROWSER` where there is no page. */
export function pageState(): PageState {
  if (typeof document === "undefined") throw new IamportError("NOT_IN_BROWSER", __DEV__ && noPage());
  window[key] ??= {};
  return window[key];
}
