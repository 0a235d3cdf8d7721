import { IamportError, type IamportErrorCode } from "../errors.ts";
import {
  anotherMerchantAsked,
  initThrew,
  noPage,
  noUserCode,
  optionsIgnored,
  othersPaymentsGoOn,
  scriptRefused,
} from "../messages/loading.ts";
import { warn } from "../messages/warn.ts";
import { lookAtPage } from "../page-check/look-at-page.ts";
import { patience } from "../patience.ts";
import { pause } from "../pause.ts";
import { bringScripts } from "./bring-scripts.ts";
import type { IMP } from "./imp.ts";
import { initialise } from "./initialise.ts";
import { type Merchant, type MerchantCodes, merchantCodes, merchantKey } from "./merchant.ts";
import { type PageState, pageState } from "./page-state.ts";
import { watchPage } from "./watch-page.ts";

export type { Merchant } from "./merchant.ts";

/** How {@link loadIamport} gets the SDK. The first call's options count for the page. */
export interface LoadOptions {
  /**
   * Release of the SDK: `"1.2.0"`, or `"v1"` for `v1/iamport.js`, which needs no jQuery.
   * @default "1.2.0"
   */
  version?: string | undefined;
  /**
   * Where the SDK is.
   * @default PortOne's CDN
   */
  sdkUrl?: string | undefined;
  /**
   * Where jQuery is, for a page that has none. `false`: bring none.
   * @default "https://code.jquery.com/jquery-1.12.4.min.js"
   */
  jqueryUrl?: string | false | undefined;
  /** Subresource Integrity of the SDK. With it, the script is requested with CORS. */
  sdkIntegrity?: string | undefined;
  /**
   * Subresource Integrity of jQuery. With it, the script is requested with CORS.
   * @default the published hash, for the default `jqueryUrl`
   */
  jqueryIntegrity?: string | undefined;
  /**
   * CSP nonce of the script tags.
   * @default that of a script already on the page
   */
  nonce?: string | undefined;
  /**
   * Milliseconds that one attempt may take.
   * @default 10_000
   */
  timeout?: number | undefined;
  /**
   * Further attempts after an error, with a growing pause between them.
   * @default 2
   */
  retries?: number | undefined;
}

/**
 * Gets `window.IMP` ready: loads jQuery and PortOne's SDK at the same time, each once, and initialises the SDK for the
 * merchant, once. However many calls, bundles or copies of this library there are on the page, the same merchant gets
 * the same promise.
 *
 * Call it when the checkout page opens, so that the SDK is there when the customer presses Pay. Whatever the page
 * already has is used: a jQuery, an SDK, their `<script>` tags, an initialised SDK. From then on `IMP.init` does
 * nothing but warn, and throws for another merchant.
 *
 * A rejected promise that nobody looks at raises no `unhandledrejection`; {@link requestPay} tries again.
 *
 * @param merchant - the user code ("Merchant ID" in PortOne's guide), as in `"imp00000000"`, or
 *   `{ userCode, tierCode }` for an agency's sub-merchant.
 * @throws {@link IamportError} `NOT_IN_BROWSER`, `ALREADY_INITIALIZED` (another merchant),
 *   `SDK_LOAD_FAILED`, `SDK_LOAD_TIMEOUT`, `JQUERY_UNUSABLE`, `INIT_FAILED`, `INVALID_PARAMS` (no user code)
 * @example
 * ```ts
 * import { loadIamport } from "iamport-request-pay";
 *
 * loadIamport("imp00000000");
 * ```
 * @see https://portone.gitbook.io/docs-en/auth/guide (sections 1 and 2)
 */
export function loadIamport(merchant: Merchant, options: LoadOptions = {}): Promise<IMP> {
  const promise = sharedPromise(merchant, options);
  promise.catch(() => {});
  return promise;
}

function sharedPromise(merchant: Merchant, options: LoadOptions): Promise<IMP> {
  if (__DEV__) lookAtPage("loading", { options });
  if (typeof document === "undefined") return rejection("NOT_IN_BROWSER", __DEV__ && noPage());
  const state = pageState();
  const codes = merchantCodes(merchant);
  const key = merchantKey(codes);
  if (!state.loading) {
    state.key = key;
    state.firstOptions = options;
    state.load = () => loadIamport(merchant, options);
    state.loading = load(state, codes, options);
  } else if (state.key !== key) {
    // If nobody reads the rejection, the next payment goes to the first merchant: so this also warns.
    if (__DEV__) warn(othersPaymentsGoOn(key, state.key));
    return rejection("ALREADY_INITIALIZED", __DEV__ && anotherMerchantAsked(key, state.key));
  } else if (__DEV__) {
    const ignored = ignoredOptions(options, state.firstOptions);
    if (ignored.length > 0) warn(optionsIgnored(ignored));
  }
  return state.loading;
}

function rejection(code: IamportErrorCode, message: string | false): Promise<never> {
  return Promise.reject(new IamportError(code, message));
}

/** Makes one attempt after the other. A failed attempt leaves no tag of ours behind, and the next call tries afresh. */
async function load(state: PageState, codes: MerchantCodes, options: LoadOptions): Promise<IMP> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await attemptToLoad(state, codes, options);
    } catch (cause) {
      for (const tag of state.tags ?? []) tag.remove();
      if (attempt >= (options.retries ?? 2) || !isWorthRetrying(cause as IamportError)) {
        state.loading = undefined;
        if (__DEV__) lookAtPage((cause as IamportError).code);
        throw cause;
      }
      await pause(400 * 2 ** attempt);
    }
  }
}

async function attemptToLoad(state: PageState, codes: MerchantCodes, options: LoadOptions): Promise<IMP> {
  let imp: IMP | undefined;
  try {
    if (!codes.userCode) throw new IamportError("INVALID_PARAMS", __DEV__ && noUserCode());
    state.nonce = options.nonce;
    state.timeout = patience(options.timeout ?? 10_000);
    state.former = state.tags;
    state.tags = [];
    watchPage(state);
    imp = await bringScripts(state, options);
    await initialise(state, imp, codes);
    state.imp = imp;
    return imp;
  } catch (cause) {
    if (cause instanceof IamportError) throw cause;
    // Thrown by `IMP.init`, or by the browser when a script tag was added.
    if (imp) throw new IamportError("INIT_FAILED", __DEV__ && initThrew(cause), { cause });
    throw new IamportError("SDK_LOAD_FAILED", __DEV__ && scriptRefused(cause), { cause });
  }
}

/** A script may still come. Anything else would go wrong again. */
function isWorthRetrying({ code }: IamportError): boolean {
  return code === "SDK_LOAD_FAILED" || code === "SDK_LOAD_TIMEOUT";
}

/** The options of a later call that are ignored, because those of the first call count. */
function ignoredOptions(later: LoadOptions, first: LoadOptions = later): string[] {
  return Object.entries(later)
    .filter(([name, value]) => value !== undefined && value !== first[name as keyof LoadOptions])
    .map(([name]) => name);
}
