import { IamportError } from "../errors.ts";
import type { ImpWindow } from "./imp.ts";
import { pageState } from "./page-state.ts";

declare const window: ImpWindow;

/**
 * One script: the page's own tag for it while that is still loading, else a tag of ours, which the caller
 * finds in `tags` and takes away if the attempt fails.
 *
 * @param pattern - what the address of a tag of the page's own looks like
 * @param usePage - false once the page's own tag was waited for in vain
 * @param arrived - called in the task in which our script has run, also when that was too late
 */
export function loadScript(
  url: string,
  pattern: RegExp,
  integrity: string,
  nonce: string | undefined,
  usePage: boolean,
  tags: HTMLScriptElement[],
  arrived: () => void,
): Promise<void> {
  const state = pageState();
  const pageTag = [...document.scripts].find(
    ({ src, type }) =>
      usePage &&
      (src === url || pattern.test(src)) &&
      // Consent managers park scripts under a type that never runs.
      /^$|javascript|module/.test(type) &&
      // It came, and left nothing.
      (document.readyState !== "complete" || !performance.getEntriesByName(src)[0]),
  );
  const tag = pageTag ?? document.createElement("script");
  return new Promise<void>((resolve, reject) => {
    const fail = (event?: Event) =>
      reject(
        new IamportError(
          event ? "SDK_LOAD_FAILED" : "SDK_LOAD_TIMEOUT",
          `${url} did not load: network, ad blocker or CSP?`,
        ),
      );
    setTimeout(fail, state.timeout);
    tag.addEventListener("error", fail);
    tag.addEventListener("load", () => {
      // A tag that was taken out of the page runs all the same when it arrives.
      if (!pageTag) arrived();
      resolve();
    });
    if (pageTag) {
      // A tag that failed before we came fires nothing more; the page's own `load` waits for them all.
      addEventListener("load", fail);
      return;
    }
    try {
      state.policy ??= window.trustedTypes?.createPolicy("iamport-request-pay", {
        createScriptURL: (url) => url,
      });
    } catch {
      // The page's CSP doesn't list the policy; a default policy of the page's own may still let us through.
    }
    tags.push(tag);
    Object.assign(tag, {
      // In order of insertion: the SDK after jQuery.
      async: false,
      nonce: nonce ?? document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "",
      integrity,
      crossOrigin: integrity ? "anonymous" : null,
      src: state.policy?.createScriptURL(url) ?? url,
    });
    document.head.append(tag);
  });
}
