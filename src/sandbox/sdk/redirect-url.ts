/**
 * The landing URL with the answer appended to its query, before a fragment; what its query had is kept.
 * `null` when the browser must not be sent there: an address that is none, or one that runs a script.
 */
export function redirectUrl(target: string, answer: Readonly<Record<string, string | null>>): string | null {
  // A browser drops tabs and newlines before it looks at the scheme, so "java\nscript:" is one too.
  const address = target.trim().replace(/[\t\n\r]/g, "");
  if (!isNavigable(address)) return null;
  const [rest = "", ...fragment] = address.split("#");
  const query = Object.entries(answer)
    .filter((entry): entry is [string, string] => entry[1] !== null)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
  const joint = !rest.includes("?") ? "?" : /[?&]$/.test(rest) ? "" : "&";
  return rest + joint + query + (fragment.length > 0 ? `#${fragment.join("#")}` : "");
}

/** Whether it is an absolute address: http(s), or an app's own scheme. */
function isNavigable(address: string): boolean {
  try {
    const { protocol } = new URL(address);
    return !["javascript:", "data:", "vbscript:", "blob:", "file:", "about:", "view-source:"].includes(
      protocol,
    );
  } catch {
    return false;
  }
}
