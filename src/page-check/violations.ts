import { noDefaultTrustedTypesPolicy, policyBlocked } from "../messages/page.ts";
import { warn } from "../messages/warn.ts";
import type { Look } from "./look.ts";
import { sdkAddresses } from "./sdk-addresses.ts";

/** What the page's policy has blocked of the SDK's, since `loadIamport`. */
export const violations: SecurityPolicyViolationEvent[] = [];

let watching = false;

/** Listens from now on to what the browser blocks by the page's policies: that is surer than reading the policies. */
export function watchViolations(options: Look["options"]): void {
  if (watching) return;
  watching = true;
  const { jquery, sdk, gateways } = sdkAddresses(options);
  const origins = [jquery, sdk, gateways].flatMap((address) =>
    address ? new URL(address, location.href).origin : [],
  );
  const isSdk = (address: string) =>
    origins.some((origin) => address === origin || address.startsWith(`${origin}/`));
  document.addEventListener("securitypolicyviolation", (event) => {
    const { disposition, effectiveDirective, blockedURI, sourceFile } = event;
    // Where the SDK's script is a file of the shop's own, what that file's origin does isn't all the SDK's.
    const isTheirs =
      isSdk(blockedURI) ||
      (isSdk(sourceFile) && !sourceFile.startsWith(location.origin)) ||
      isGateways(event);
    // jQuery only tries out whether inline scripts are allowed, and takes no harm if they aren't.
    const isTrial = blockedURI === "inline" && effectiveDirective.startsWith("script-src");
    if (disposition !== "enforce" || !isTheirs || isTrial) return;
    violations.push(event);
    if (effectiveDirective === "require-trusted-types-for") warn(noDefaultTrustedTypesPolicy());
    else warn(policyBlocked(effectiveDirective, blockedURI === "inline" ? "'unsafe-inline'" : blockedURI));
  });
}

/** While the payment window is open, a form or a frame that goes to another site goes to the gateway. */
function isGateways({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent): boolean {
  const dialog = document.querySelector(".imp-dialog");
  return (
    /^(form-action|frame-src|child-src)$/.test(effectiveDirective) &&
    !blockedURI.startsWith(location.origin) &&
    !!dialog &&
    getComputedStyle(dialog).display !== "none"
  );
}
