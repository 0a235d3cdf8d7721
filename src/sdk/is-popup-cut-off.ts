import { cutsPopupsOff } from "../cuts-popups-off.ts";

/** How long the page's server may take to answer, in milliseconds. */
const patience = 3_000;

/**
 * Whether this page is cut off from its popups: with `Cross-Origin-Opener-Policy: same-origin` a popup of another origin
 * reads as closed at once, and the SDK tells the gateway so, though the customer is paying in it.
 *
 * A page can't see its own headers, so it requests itself again. If that gives no answer, the page counts as cut off.
 */
export async function isPopupCutOff(): Promise<boolean> {
  // The outermost page's policy counts, and this page is only a frame in it.
  if (window.top !== window) return true;
  const attempt = new AbortController();
  const timer = setTimeout(() => attempt.abort(), patience);
  try {
    const { ok, redirected, headers } = await fetch(location.href, {
      method: "HEAD",
      signal: attempt.signal,
    });
    // A server that doesn't know HEAD, or redirects by now, gives another page's headers.
    if (!ok || redirected) return true;
    return cutsPopupsOff(headers);
  } catch {
    return true;
  } finally {
    clearTimeout(timer);
  }
}
