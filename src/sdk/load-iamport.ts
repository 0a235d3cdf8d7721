import { IamportError } from "../errors.ts";
import { lookAtPage } from "../page-check/look-at-page.ts";
import { pause } from "../pause.ts";
import type { IMP, ImpWindow } from "./imp.ts";
import { isWholeJquery, settleJquery } from "./jquery.ts";
import { loadScript } from "./load-script.ts";
import { type PageState, pageState } from "./page-state.ts";

declare const window: ImpWindow;

/** Whose money it is: the user code, or user code and tier code. */
export type Merchant =
  | string
  | {
      /** The user code, as in `"imp00000000"`. */
      userCode: string;
      /** The tier code of an agency's sub-merchant. */
      tierCode?: string | undefined;
    };

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
  /** Subresource Integrity of the SDK. Asks for it with CORS. */
  sdkIntegrity?: string | undefined;
  /**
   * Subresource Integrity of jQuery. Asks for it with CORS.
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
 * Gets `window.IMP` ready: loads jQuery and PortOne's SDK at the same time, each once, and initialises the
 * SDK for the merchant, once. However many calls, bundles or copies of this library there are on the page:
 * the same merchant gets the same promise.
 *
 * Call it when the checkout page opens, so that the SDK is there when the customer presses Pay. What the
 * page has already is used: a jQuery, an SDK, their `<script>` tags, an SDK that is initialised. From then
 * on `IMP.init` does nothing but warn, and throws for another merchant.
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
  const { userCode = merchant as string, tierCode } = Object(merchant) as Partial<Exclude<Merchant, string>>;
  const key = `${[userCode, tierCode]}`;
  const given = JSON.stringify(options);
  if (__DEV__) lookAtPage("loading", { options });
  const state = typeof document === "undefined" ? {} : pageState();
  if (!state.loading) {
    state.key = key;
    state.options = given;
    state.load = () => loadIamport(merchant, options);
    state.loading = load(state, options, userCode, tierCode);
  }
  const promise = state.key === key ? state.loading : Promise.reject(taken());
  if (given !== "{}" && given !== state.options) console.warn("iamport-request-pay: options ignored");
  promise.catch(() => {});
  return promise;
}

async function load(
  state: PageState,
  options: LoadOptions,
  userCode: string,
  tierCode: string | undefined,
): Promise<IMP> {
  for (let tries = 0; ; tries++) {
    state.former = state.tags;
    state.tags = [];
    let imp: IMP | undefined;
    try {
      imp = await bring(state, options, userCode);
      const { init, agency } = imp;
      const owner = await initialisedFor(state.timeout);
      if (owner && owner !== state.key) throw taken();
      state.adopted = owner;
      state.init = () => (tierCode ? agency.call(imp, userCode, tierCode) : init.call(imp, userCode));
      if (!owner) state.init();
      const shut = (userCode: string, tierCode?: string) => {
        if (`${[userCode, tierCode]}` !== state.key) throw taken();
        console.warn("iamport-request-pay: IMP.init ignored");
      };
      // A page may have frozen its IMP: then it can't be shut, and that is no reason to fail.
      Reflect.set(imp, "init", shut);
      Reflect.set(imp, "agency", shut);
      state.imp = imp;
      return imp;
    } catch (cause) {
      for (const tag of state.tags) tag.remove();
      if (!/^SDK/.test((cause as IamportError).code) || tries >= (options.retries ?? 2)) {
        state.loading = undefined;
        if (__DEV__) lookAtPage((cause as IamportError).code ?? "SDK_LOAD_FAILED");
        throw cause instanceof IamportError
          ? cause
          : // What the browser itself threw: at a script tag, or in `IMP.init`.
            new IamportError(imp ? "INIT_FAILED" : "SDK_LOAD_FAILED", `${cause}`, { cause });
      }
      await pause(400 << tries);
    }
  }
}

/** Both scripts, requested in one task; ready after the slower of the two. */
async function bring(state: PageState, options: LoadOptions, userCode: string): Promise<IMP> {
  // Throws where there is no page: here, so that the promise rejects.
  pageState();
  if (!userCode) throw new IamportError("INVALID_PARAMS", "No userCode.");
  const { version = "1.2.0", jqueryUrl = defaultJquery } = options;
  const v1 = version === "v1";
  const needsJquery = () => !(window.IMP ? window.IMP.loadUI : v1) && !isWholeJquery(window.jQuery);
  state.nonce = options.nonce;
  state.timeout = options.timeout ?? 10_000;
  if (!state.frames) {
    state.frames = new WeakSet();
    // `load` doesn't bubble, but it can be captured: that tells which payment frames the SDK can use.
    document.addEventListener(
      "load",
      ({ target }) => {
        // The SDK appends a frame with `about:blank` before it sets the address.
        if (/\/ready\//.test((target as HTMLIFrameElement).src))
          state.frames?.add(target as HTMLIFrameElement);
      },
      true,
    );
  }
  dropHalfMade();
  await Promise.all([
    needsJquery() &&
      !window.jQuery &&
      jqueryUrl &&
      loadScript(
        state,
        jqueryUrl,
        // jQuery itself, and none of its plugins.
        /\bjquery[-.\d]*(slim\.|min\.)*js/i,
        options.jqueryIntegrity ??
          (jqueryUrl === defaultJquery && "sha256-ZosEbRLbNQzLpnKIkEdrPv7lOy9C27hHQ+Xp8a4MxAQ="),
        settleJquery,
      ),
    window.IMP ||
      loadScript(
        state,
        options.sdkUrl ?? `https://cdn.iamport.kr/${v1 ? "v1/iamport" : `js/iamport.payment-${version}`}.js`,
        /\biamport\.(payment.*)?js/,
        options.sdkIntegrity,
        dropHalfMade,
      ),
  ]);
  dropHalfMade();
  const lacksJquery = needsJquery();
  if (lacksJquery || !window.IMP) {
    throw new IamportError(
      lacksJquery && (window.jQuery || !jqueryUrl) ? "JQUERY_UNUSABLE" : "SDK_LOAD_FAILED",
      "No jQuery or SDK.",
    );
  }
  return window.IMP as IMP;
}

/** The merchant of the payment frames on the page. Where the SDK has begun to make some, waits for them. */
async function initialisedFor(timeout = 0): Promise<string | undefined> {
  const frame = document.querySelector<HTMLIFrameElement>(".imp-frame");
  // Without a frame it looks through "undefined", and finds nothing.
  const found = /\/ready\/([^/?]+)[^?]*(?:\?tier=([^&]+))?/.exec(frame?.src as string);
  if (found) return `${found.slice(1)}`;
  if (timeout > 0 && document.querySelector(".imp-dialog")) {
    await pause(50);
    return initialisedFor(timeout - 50);
  }
  return undefined;
}

/** Up to 1.1.4 the SDK throws without jQuery and leaves `{}`, because of which a second try does nothing. */
function dropHalfMade(): void {
  if (!(window.IMP?.init && window.IMP.request_pay)) window.IMP = undefined;
}

const defaultJquery = "https://code.jquery.com/jquery-1.12.4.min.js";

const taken = () => new IamportError("ALREADY_INITIALIZED", "Another merchant.");
