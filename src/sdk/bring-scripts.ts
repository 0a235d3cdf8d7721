import { IamportError } from "../errors.ts";
import { jqueryNotWhole, noJquery, scriptLeftNothing } from "../messages/loading.ts";
import type { IMP, ImpWindow } from "./imp.ts";
import { isWholeJquery, settleJquery } from "./jquery.ts";
import type { LoadOptions } from "./load-iamport.ts";
import { loadScript } from "./load-script.ts";
import type { PageState } from "./page-state.ts";

declare const window: ImpWindow;

/**
 * Both scripts, requested in one task; ready after the slower of the two.
 *
 * @returns `window.IMP`, which has with it the jQuery that it needs
 */
export async function bringScripts(state: PageState, options: LoadOptions): Promise<IMP> {
  const { version = "1.2.0", jqueryUrl = defaultJquery } = options;
  const file = version === "v1" ? "v1/iamport.js" : `js/iamport.payment-${version}.js`;
  const sdkUrl = options.sdkUrl ?? `https://cdn.iamport.kr/${file}`;
  const lacksJquery = () =>
    !(window.IMP ? window.IMP.loadUI : version === "v1") && !isWholeJquery(window.jQuery);

  dropHalfMade();
  await Promise.all([
    lacksJquery() &&
      !window.jQuery &&
      jqueryUrl &&
      loadScript(state, {
        url: jqueryUrl,
        // jQuery itself, and none of its plugins.
        pattern: /\bjquery[-.\d]*(slim\.|min\.)*js/i,
        integrity: options.jqueryIntegrity ?? (jqueryUrl === defaultJquery ? defaultIntegrity : undefined),
        arrived: settleJquery,
      }),
    window.IMP ||
      loadScript(state, {
        url: sdkUrl,
        pattern: /\biamport\.(payment.*)?js/,
        integrity: options.sdkIntegrity,
        arrived: () => {
          state.broughtSdk = true;
          dropHalfMade();
        },
      }),
  ]);
  dropHalfMade();

  if (lacksJquery()) {
    if (jqueryUrl && !window.jQuery) {
      throw new IamportError("SDK_LOAD_FAILED", __DEV__ && scriptLeftNothing("jQuery", jqueryUrl));
    }
    throw new IamportError(
      "JQUERY_UNUSABLE",
      __DEV__ && (window.jQuery ? jqueryNotWhole(window.jQuery) : noJquery()),
    );
  }
  if (!window.IMP) throw new IamportError("SDK_LOAD_FAILED", __DEV__ && scriptLeftNothing("IMP", sdkUrl));
  state.jquery ??= window.jQuery;
  // Whole, as `dropHalfMade` has left it.
  return window.IMP as IMP;
}

/** Up to 1.1.4 the SDK throws without jQuery and leaves `{}`, because of which a second try does nothing. */
function dropHalfMade(): void {
  if (!(window.IMP?.init && window.IMP.request_pay)) window.IMP = undefined;
}

const defaultJquery = "https://code.jquery.com/jquery-1.12.4.min.js";
const defaultIntegrity = "sha256-ZosEbRLbNQzLpnKIkEdrPv7lOy9C27hHQ+Xp8a4MxAQ=";
