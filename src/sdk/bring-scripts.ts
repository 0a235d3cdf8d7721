import { portoneService } from "../addresses.ts";
import { IamportError } from "../errors.ts";
import { jqueryNotWhole, noJquery, scriptLeftNothing } from "../messages/loading.ts";
import type { IMP, ImpWindow } from "./imp.ts";
import { isWholeJquery, settleJquery } from "./jquery.ts";
import type { LoadOptions } from "./load-iamport.ts";
import { loadScript } from "./load-script.ts";
import type { PageState } from "./page-state.ts";
import { jqueryAddress, sdkAddress } from "./script-addresses.ts";
import { trustedTypesPolicy } from "./trusted-types.ts";

declare const window: ImpWindow;

/**
 * Requests both scripts in one task, so that they are ready after the slower of the two.
 *
 * @returns `window.IMP`, with the jQuery that it needs on the page
 */
export async function bringScripts(state: PageState, options: LoadOptions): Promise<IMP> {
  const sdk = sdkAddress(options);
  const jquery = jqueryAddress(options);
  const lacksJquery = () =>
    !(window.IMP ? window.IMP.loadUI : options.version === "v1") && !isWholeJquery(window.jQuery);

  dropHalfMade();
  const coming = Promise.all([
    lacksJquery() &&
      !window.jQuery &&
      jquery &&
      loadScript(state, {
        ...jquery,
        // jQuery itself, and none of its plugins.
        pattern: /\bjquery[-.\d]*(slim\.|min\.)*js/i,
        arrived: settleJquery,
      }),
    window.IMP ||
      loadScript(state, {
        ...sdk,
        pattern: /\biamport\.(payment.*)?js/,
        arrived: () => {
          state.broughtSdk = true;
          dropHalfMade();
        },
      }),
  ]);
  if (!window.IMP && !options.sdkUrl) connectEarly(state);
  await coming;
  dropHalfMade();

  if (lacksJquery()) {
    if (jquery && !window.jQuery) {
      throw new IamportError("SDK_LOAD_FAILED", __DEV__ && scriptLeftNothing("jQuery", jquery.url));
    }
    throw new IamportError(
      "JQUERY_UNUSABLE",
      __DEV__ && (window.jQuery ? jqueryNotWhole(window.jQuery) : noJquery()),
    );
  }
  if (!window.IMP) throw new IamportError("SDK_LOAD_FAILED", __DEV__ && scriptLeftNothing("IMP", sdk.url));
  state.jquery ??= window.jQuery;
  // `dropHalfMade` leaves only a whole one.
  return window.IMP as IMP;
}

/**
 * Removes an `IMP` that isn't whole. Without jQuery, SDKs up to 1.1.4 throw and leave `{}`, and with that in place a
 * second try does nothing.
 */
function dropHalfMade(): void {
  if (!(window.IMP?.init && window.IMP.request_pay)) window.IMP = undefined;
}

/**
 * Connects to PortOne's service while the scripts load; the SDK itself would connect only once it has run. It makes one
 * connection for the page, which asks for the gateways, and one for the payment frame: in Chromium a frame of another
 * site can't use the page's connections, but it can use those that another such frame has made; and a sandboxed frame
 * counts as one.
 */
function connectEarly(state: PageState): void {
  const link = document.createElement("link");
  link.rel = "preconnect";
  link.href = portoneService;
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "");
  frame.onload = () => frame.remove();
  state.tags?.push(link, frame);
  document.head.append(link);
  try {
    frame.srcdoc = trustedTypesPolicy(state).createHTML(link.outerHTML);
    document.head.append(frame);
  } catch {
    // No policy: the browser has no Trusted Types (Chromium has them), or the page's CSP doesn't list our policy. The
    // payment frame then connects when it loads.
  }
}
