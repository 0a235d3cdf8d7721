import { warn } from "../messages/warn.ts";
import { blockedByPolicy } from "./blocked-by-policy.ts";
import { metaPolicies, parsePolicies } from "./content-policy.ts";
import { embedderPolicy } from "./embedder-policy.ts";
import { formAction } from "./form-action.ts";
import { hashRouter } from "./hash-router.ts";
import { insecureReturnAddress } from "./insecure-return-address.ts";
import { lateLoading } from "./late-loading.ts";
import type { About, Check, Look, Moment } from "./look.ts";
import { openerPolicy } from "./opener-policy.ts";
import { opensPopup } from "./opens-popup.ts";
import { otherOrigin } from "./other-origin.ts";
import { readHeaders } from "./read-headers.ts";
import { sandbox } from "./sandbox.ts";
import { spentActivation } from "./spent-activation.ts";
import { trustedTypes } from "./trusted-types.ts";
import { trustedTypesName } from "./trusted-types-name.ts";
import { twoSdks } from "./two-sdks.ts";
import { watchViolations } from "./violations.ts";

/** The checks that need no headers. */
const checks: Check[] = [
  spentActivation,
  lateLoading,
  twoSdks,
  hashRouter,
  otherOrigin,
  insecureReturnAddress,
  sandbox,
  blockedByPolicy,
  formAction,
  trustedTypes,
  trustedTypesName,
];

/** The checks that need the page's headers. */
const headerChecks: Check[] = [
  openerPolicy,
  embedderPolicy,
  sandbox,
  blockedByPolicy,
  formAction,
  trustedTypes,
  trustedTypesName,
];

let options: Look["options"] = {};
let loadingSince: number | undefined;

/**
 * Looks for what stands in a payment's way on this page, and warns of each thing once. For the build for development:
 * `if (__DEV__) lookAtPage(…)`. It never throws, changes nothing, and nothing waits for it.
 *
 * @param moment - `"loading"` in `loadIamport`, `"paying"` in `requestPay` before anything is awaited, or the code of what
 *   has failed
 * @param about - the payment's parameters, or the options of `loadIamport`
 */
export function lookAtPage(moment: Moment, about: About = {}): void {
  try {
    if (typeof document === "undefined") return;
    options = about.options ?? options;
    if (moment === "loading") {
      loadingSince ??= performance.now();
      watchViolations(options);
    }
    const look: Look = {
      moment,
      params: about.params ?? {},
      isCertification: about.isCertification ?? false,
      options,
      loadingSince,
      headers: undefined,
      policies: metaPolicies(),
    };
    run(checks, look);
    if (!pointsToHeaders(look)) return;
    readHeaders().then((headers) => {
      if (!headers) return;
      const policies = [
        ...look.policies,
        ...parsePolicies(headers.get("content-security-policy") ?? "", "header"),
      ];
      run(headerChecks, { ...look, headers, policies });
    });
  } catch {
    // A look at the page is no reason for a payment to fail.
  }
}

function run(checks: readonly Check[], look: Look): void {
  for (const check of checks) {
    try {
      const message = check(look);
      if (message) warn(message);
    } catch {
      // The other checks may still find something.
    }
  }
}

/** Whether to read the headers, which costs a request: only if they can explain what has failed, or is about to. */
function pointsToHeaders(look: Look): boolean {
  const { moment } = look;
  if (moment === "loading") return globalThis.crossOriginIsolated === true;
  if (moment === "paying") return opensPopup(look);
  return (
    moment === "SDK_LOAD_FAILED" ||
    moment === "SDK_LOAD_TIMEOUT" ||
    moment === "INIT_FAILED" ||
    moment === "POPUP_BLOCKED" ||
    moment === "WINDOW_FAILED"
  );
}
