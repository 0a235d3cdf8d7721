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
    const answer = await fetch(location.href, { method: "HEAD" });
    return answer.headers;
  } catch {
    return undefined;
  }
}
