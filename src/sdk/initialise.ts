import { IamportError } from "../errors.ts";
import { certificationByHand } from "../messages/certification.ts";
import { initIgnored, otherMerchant, pageNeverReady } from "../messages/loading.ts";
import { warn } from "../messages/warn.ts";
import { pause } from "../pause.ts";
import { sdkDialog } from "./dialog.ts";
import type { IMP, ImpWindow } from "./imp.ts";
import { type MerchantCodes, merchantKey } from "./merchant.ts";
import type { PageState } from "./page-state.ts";

declare const window: ImpWindow;

/**
 * Initialises the SDK for the merchant, or takes over an SDK that the page has initialised for the same merchant.
 *
 * @throws {@link IamportError} `ALREADY_INITIALIZED`, and what `IMP.init` throws
 */
export async function initialise(state: PageState, imp: IMP, merchant: MerchantCodes): Promise<void> {
  const { init, agency } = imp;
  const { userCode, tierCode } = merchant;
  const key = merchantKey(merchant);
  // If a tag of ours has brought the SDK, no script of the page can have called it yet.
  if (!state.broughtSdk) await pagesReadyCallbacks(imp, state.timeout);
  const found = await pagesMerchant(state);
  if (found && found !== key) {
    throw new IamportError("ALREADY_INITIALIZED", __DEV__ && otherMerchant(key, found));
  }
  state.adopted = found;
  state.init = () => (tierCode ? agency.call(imp, userCode, tierCode) : init.call(imp, userCode));
  if (!found) state.init();
  shutInit(imp, key);
  if (__DEV__) watchCertification(state, imp);
}

/**
 * Replaces `IMP.init` and `IMP.agency`, so that the page can't initialise again: a second `init` throws an open
 * payment's window away, and one for another merchant would send money to the wrong account. If the page has frozen its
 * `IMP`, they can't be replaced, and that is no reason to fail.
 */
function shutInit(imp: IMP, key: string): void {
  const shut = (userCode: string, tierCode?: string) => {
    const asked = merchantKey({ userCode, tierCode });
    if (asked !== key) throw new IamportError("ALREADY_INITIALIZED", __DEV__ && otherMerchant(asked, key));
    if (__DEV__) warn(initIgnored(userCode));
  };
  Reflect.set(imp, "init", shut);
  Reflect.set(imp, "agency", shut);
}

/** Warns of a page that calls `IMP.certification` by hand. When this library calls it, `state.payment` is set. */
function watchCertification(state: PageState, imp: IMP): void {
  const { certification } = imp;
  const watched: IMP["certification"] = (...args) => {
    if (!state.payment) warn(certificationByHand());
    return certification?.apply(imp, args);
  };
  if (certification) Reflect.set(imp, "certification", watched);
}

/**
 * Waits until the page is ready. While the HTML is being read, a call of `IMP.init` leaves no trace: the SDK begins
 * when the page is ready. Ready callbacks run in order, so ours runs after the page's `init`. Waiting costs no time,
 * since our own `init` would wait for the same.
 *
 * @throws {@link IamportError} `INIT_FAILED` after `timeout`: the end of the HTML doesn't come, or the page holds
 *   jQuery's callbacks back (`$.holdReady`)
 */
function pagesReadyCallbacks(imp: IMP, timeout = 0): Promise<unknown> {
  let patience: ReturnType<typeof setTimeout>;
  return new Promise((resolve, reject) => {
    patience = setTimeout(
      () => reject(new IamportError("INIT_FAILED", __DEV__ && pageNeverReady(timeout))),
      timeout,
    );
    // Waits as the SDK itself does: with jQuery, which `bringScripts` has found to be whole, or without.
    if (!imp.loadUI) (window.jQuery as JQueryStatic)(resolve);
    else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", resolve);
    else resolve(undefined);
  }).finally(() => clearTimeout(patience));
}

/**
 * The merchant for whom the page has initialised the SDK, if it has. If the SDK's dialog is there, waits for its first
 * frame.
 */
async function pagesMerchant(state: PageState, timeout = state.timeout ?? 0): Promise<string | undefined> {
  const dialog = sdkDialog(state);
  const found = frameMerchant(dialog?.querySelector<HTMLIFrameElement>(".imp-frame"));
  if (found || timeout <= 0 || !dialog) return found;
  await pause(50);
  return pagesMerchant(state, timeout - 50);
}

/**
 * The merchant for whom the SDK has made this frame, as `merchantKey` writes it; `undefined` until the frame has its
 * address.
 */
export function frameMerchant(frame: HTMLIFrameElement | null | undefined): string | undefined {
  const [, userCode, tierCode] = /\/ready\/([^/?]+)[^?]*(?:\?tier=([^&]+))?/.exec(frame?.src ?? "") ?? [];
  return userCode && merchantKey({ userCode, tierCode });
}
