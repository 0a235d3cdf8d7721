import { IamportError } from "../errors.ts";
import { whyScriptFailed } from "../page-check/why-script-failed.ts";
import type { ImpWindow } from "./imp.ts";
import type { PageState } from "./page-state.ts";

declare const window: ImpWindow;

/**
 * One script: the page's own tag for it while that is still loading, else a tag of ours.
 *
 * @param pattern - what the address of a tag of the page's own looks like
 * @param arrived - called in the task in which our script has run, also when that was too late
 */
export function loadScript(
  state: PageState,
  url: string,
  pattern: RegExp,
  integrity: string | false | undefined,
  arrived: () => void,
): Promise<void> {
  const pageTag = [...document.scripts].find(
    ({ src }) =>
      // Once waited for in vain, it isn't waited for again.
      !state.former &&
      (src === url || pattern.test(src)) &&
      // It came, and left nothing.
      (document.readyState !== "complete" || !performance.getEntriesByName(src)[0]),
  );
  const tag = pageTag ?? document.createElement("script");
  return new Promise<void>((resolve, reject) => {
    const fail = (event?: Event) =>
      reject(
        new IamportError(
          event ? "SDK_LOAD_FAILED" : "SDK_LOAD_TIMEOUT",
          __DEV__ && `${url} didn't come. ${whyScriptFailed(url) ?? "Network, ad blocker or CSP?"}`,
        ),
      );
    setTimeout(fail, state.timeout);
    tag.addEventListener("error", fail);
    tag.addEventListener("load", () => {
      // A tag that was taken out of the page runs all the same when it arrives.
      if (!pageTag) arrived();
      resolve();
    });
    // A tag that failed before we came fires nothing more; the page's own `load` waits for them all.
    if (pageTag) return addEventListener("load", fail);
    // After one that never came, another tag for the same address would wait for the very same request.
    let src = state.former ? `${url}?${Date.now()}` : url;
    try {
      state.policy ??= window.trustedTypes.createPolicy("iamport-request-pay", {
        createScriptURL: (url) => url,
      });
      src = state.policy.createScriptURL(src);
    } catch {
      // The browser has no Trusted Types. Or the page's CSP doesn't list the policy; a default policy of the page's own may still let us through.
    }
    state.tags?.push(tag);
    Object.assign(tag, integrity && { integrity, crossOrigin: "anonymous" }, {
      // In order of insertion: the SDK after jQuery. A tag that never came would hold up all that follow it in order.
      async: state.former,
      nonce: state.nonce ?? document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "",
      src,
    });
    document.head.append(tag);
  });
}
