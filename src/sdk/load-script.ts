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
  /** Called in the task in which our script has run, even if that is too late. */
  arrived: () => void;
}

/** Waits for one script: for the page's own tag while that is still loading, else for a new tag of ours. */
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
    // A tag that failed before we listened fires no more events. The page's `load` comes once all its tags have loaded
    // or failed.
    if (pagesTag) addEventListener("load", fail);
    else insertTag(state, tag, wanted);
  }).finally(() => clearTimeout(patience));
}

/** The page's own tag for the script, if that may still load. After one attempt in vain, it isn't waited for again. */
function pagesOwnTag(state: PageState, { url, pattern }: WantedScript): HTMLScriptElement | undefined {
  if (state.former) return undefined;
  return [...document.scripts].find((tag) => {
    const { src } = tag;
    const hasCome = document.readyState === "complete" && performance.getEntriesByName(src).length > 0;
    // A script that has come has left no usable global, or it wouldn't be wanted.
    return (src === url || pattern.test(src)) && !hasCome && willRun(tag);
  });
}

/**
 * Whether the browser will run the tag: not if it is for older browsers, or has another type until the customer
 * consents.
 */
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
  // The first tags run in order of insertion: the SDK after jQuery. Not those of a retry, since a tag that never came
  // would hold up all that follow it in order.
  tag.async = !isFirstAttempt;
  tag.nonce = state.nonce ?? document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
  // A retry adds a query: a second tag for the same address would wait for the very request that never ended.
  tag.src = trusted(state, isFirstAttempt ? url : `${url}${url.includes("?") ? "&" : "?"}${Date.now()}`);
  document.head.append(tag);
}

/** The address as Trusted Types want it, where the browser has them. */
function trusted(state: PageState, url: string): string {
  try {
    return trustedTypesPolicy(state).createScriptURL(url);
  } catch {
    // The browser has no Trusted Types, or the page's CSP doesn't list our policy. A default policy of the page's own
    // may still let the address through.
    return url;
  }
}
