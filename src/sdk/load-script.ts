import { IamportError } from "../errors.ts";
import { scriptFailed, scriptTimedOut } from "../messages/loading.ts";
import { whyScriptFailed } from "../page-check/why-script-failed.ts";
import type { PageState } from "./page-state.ts";
import type { ScriptAddress } from "./script-addresses.ts";
import { trustedTypesPolicy } from "./trusted-types.ts";

/** A script that the page is to have. */
export interface WantedScript extends ScriptAddress {
  /** What the address of a tag of the page's own looks like. */
  pattern: RegExp;
  /** Called in the task in which our script has run, also when that was too late. */
  arrived: () => void;
}

/** One script: the page's own tag for it while that is still loading, else a tag of ours. */
export function loadScript(state: PageState, wanted: WantedScript): Promise<void> {
  const { url } = wanted;
  const pagesTag = pagesOwnTag(state, wanted);
  const tag = pagesTag ?? document.createElement("script");
  let patience: ReturnType<typeof setTimeout>;
  return new Promise<void>((resolve, reject) => {
    const fail = () =>
      reject(new IamportError("SDK_LOAD_FAILED", __DEV__ && scriptFailed(url, whyScriptFailed(url))));
    patience = setTimeout(
      () => reject(new IamportError("SDK_LOAD_TIMEOUT", __DEV__ && scriptTimedOut(url, state.timeout))),
      state.timeout,
    );
    tag.addEventListener("error", fail);
    tag.addEventListener("load", () => {
      // A tag that was taken out of the page runs all the same when it arrives.
      if (!pagesTag) wanted.arrived();
      resolve();
    });
    // A tag that failed before we came fires nothing more; the page's own `load` waits for them all.
    if (pagesTag) addEventListener("load", fail);
    else insertTag(state, tag, wanted);
  }).finally(() => clearTimeout(patience));
}

/** A tag for the script that is on the page and may still come. Once waited for in vain, it isn't waited for again. */
function pagesOwnTag(state: PageState, { url, pattern }: WantedScript): HTMLScriptElement | undefined {
  if (state.former) return undefined;
  return [...document.scripts].find((tag) => {
    const { src } = tag;
    const hasCome = document.readyState === "complete" && performance.getEntriesByName(src).length > 0;
    // One that has come has left nothing, or it wouldn't be wanted.
    return (src === url || pattern.test(src)) && !hasCome && willRun(tag);
  });
}

/** Not one for older browsers, nor one that waits for the customer's consent as a text of another type. */
function willRun({ noModule, type }: HTMLScriptElement): boolean {
  return !noModule && /^$|module|javascript/i.test(type);
}

function insertTag(state: PageState, tag: HTMLScriptElement, { url, integrity }: WantedScript): void {
  const isFirstAttempt = !state.former;
  state.tags?.push(tag);
  if (integrity) {
    tag.integrity = integrity;
    tag.crossOrigin = "anonymous";
  }
  // In order of insertion: the SDK after jQuery. A tag that never came would hold up all that follow it in order.
  tag.async = !isFirstAttempt;
  tag.nonce = state.nonce ?? document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
  // After one that never came, another tag for the same address would wait for the very same request.
  tag.src = trusted(state, isFirstAttempt ? url : `${url}${url.includes("?") ? "&" : "?"}${Date.now()}`);
  document.head.append(tag);
}

/** The address as Trusted Types want it, where the browser has them. */
function trusted(state: PageState, url: string): string {
  try {
    return trustedTypesPolicy(state).createScriptURL(url);
  } catch {
    // The browser has no Trusted Types. Or the page's CSP doesn't list the policy; a default policy of the page's own may still let us through.
    return url;
  }
}
