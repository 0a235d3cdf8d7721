let reading: Promise<Headers | undefined> | undefined;

/** The headers that this page came with: asked for once a page, and nothing if that can't be. */
export function readHeaders(): Promise<Headers | undefined> {
  reading ??= read();
  return reading;
}

async function read(): Promise<Headers | undefined> {
  // A test's page has no navigation behind it, and its `fetch` is often the test's own.
  if (!performance.getEntriesByType?.("navigation")[0] || !/^https?:/.test(location.protocol))
    return undefined;
  try {
    const { ok, redirected, headers } = await fetch(location.href, { method: "HEAD" });
    // Else they are another page's.
    return ok && !redirected ? headers : undefined;
  } catch {
    return undefined;
  }
}
