let reading: Promise<Headers | undefined> | undefined;

/** The headers that this page came with: they are asked for once a page; `undefined` if that fails. */
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
    // Otherwise they are another page's headers.
    return ok && !redirected ? headers : undefined;
  } catch {
    return undefined;
  }
}
