import {
  browserOffline,
  mixedContent,
  scriptAnswered,
  scriptBlockedByPolicy,
  scriptIsolatedAway,
} from "../messages/page.ts";
import { violations } from "./violations.ts";

/** Why a script didn't come, as far as the page can tell: a sentence for an error's message, or `undefined`. */
export function whyScriptFailed(url: string): string | undefined {
  try {
    const address = new URL(url, location.href);
    const violation = violations.find(({ blockedURI }) => isAddress(blockedURI, address));
    if (violation) return scriptBlockedByPolicy(violation.effectiveDirective, address.href);
    if (location.protocol === "https:" && address.protocol === "http:") return mixedContent();
    if (navigator.onLine === false) return browserOffline();
    const status = statusOf(address.href);
    if (status >= 400) return scriptAnswered(status);
    const isOtherOrigin = address.origin !== location.origin;
    return isOtherOrigin && globalThis.crossOriginIsolated === true ? scriptIsolatedAway() : undefined;
  } catch {
    return undefined;
  }
}

/** Whether what the browser names as blocked is this address; of a redirected one it names only the origin. */
function isAddress(blocked: string, { href, origin }: URL): boolean {
  return blocked === href || blocked === origin || blocked === href.replace(/[?#].*/, "");
}

/** The HTTP status of the answer; 0 where the server keeps it from the page. */
function statusOf(href: string): number {
  const entries = performance.getEntriesByName(href) as (PerformanceEntry & { responseStatus?: number })[];
  return entries[entries.length - 1]?.responseStatus ?? 0;
}
