import { IamportError } from "../errors.ts";
import { initIgnored, otherMerchant } from "../messages/loading.ts";
import { warn } from "../messages/warn.ts";
import { pause } from "../pause.ts";
import type { IMP, ImpWindow } from "./imp.ts";
import { type MerchantCodes, merchantKey } from "./merchant.ts";
import type { PageState } from "./page-state.ts";
import { rememberDialog } from "./watch-page.ts";

declare const window: ImpWindow;

/**
 * Initialises the SDK for the merchant, or takes over one that the page has initialised for the same.
 *
 * @param isPages - whether the page has brought the SDK, and so may have called `IMP.init`
 * @throws {@link IamportError} `ALREADY_INITIALIZED`, and what `IMP.init` throws
 */
export async function initialise(
  state: PageState,
  imp: IMP,
  { userCode, tierCode }: MerchantCodes,
  isPages: boolean,
): Promise<void> {
  const { init, agency } = imp;
  const key = merchantKey({ userCode, tierCode });
  shutInit(imp, key);
  try {
    if (isPages) await pagesReadyCallbacks(imp);
    const frame = await pagesFrame(state.timeout);
    const found = frame ? frameMerchant(frame) : undefined;
    if (found && found !== key) {
      throw new IamportError("ALREADY_INITIALIZED", __DEV__ && otherMerchant(key, found));
    }
    state.adopted = found;
    state.init = () => (tierCode ? agency.call(imp, userCode, tierCode) : init.call(imp, userCode));
    if (frame) rememberDialog(state, frame);
    else state.init();
  } catch (error) {
    Reflect.set(imp, "init", init);
    Reflect.set(imp, "agency", agency);
    throw error;
  }
}

/** For which merchant the SDK has made this frame, as `merchantKey` writes it; `undefined` before it has its address. */
export function frameMerchant({ src }: HTMLIFrameElement): string | undefined {
  const [, userCode, tierCode] = /\/ready\/([^/?]+)[^?]*(?:\?tier=([^&]+))?/.exec(src) ?? [];
  return userCode && merchantKey({ userCode, tierCode });
}

/**
 * A second `init` throws an open payment's window away; one for another merchant would send money to the wrong account.
 * A page may have frozen its `IMP`: then it can't be shut, and that is no reason to fail.
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

/**
 * While the HTML is read, `IMP.init` leaves no trace: the SDK begins when the page is ready. What is called then is called
 * in order, so ours comes after it. That costs no time, since our own `init` would wait for the same.
 */
function pagesReadyCallbacks(imp: IMP): Promise<void> {
  return new Promise((resolve) => {
    // The SDK's own way of waiting: with jQuery, which `bringScripts` has seen to be whole, or without.
    if (!imp.loadUI) (window.jQuery as JQueryStatic)(() => resolve());
    else if (document.readyState !== "loading") resolve();
    else document.addEventListener("DOMContentLoaded", () => resolve());
  });
}

/** The payment frames' first, if the page has initialised the SDK. Where that has begun to make some, waits for them. */
async function pagesFrame(timeout = 0): Promise<HTMLIFrameElement | null> {
  for (const end = performance.now() + timeout; performance.now() < end; await pause(50)) {
    const frame = document.querySelector<HTMLIFrameElement>(".imp-frame");
    if (frame && frameMerchant(frame)) return frame;
    if (!document.querySelector(".imp-dialog")) break;
  }
  return null;
}
