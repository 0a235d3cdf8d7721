import { twoReleases } from "../messages/page.ts";

/** Finds two SDKs on the page: the second does nothing while `window.IMP` is there. */
export function twoSdks(): string | undefined {
  const addresses = new Set(
    [...document.scripts]
      // Without the query: a second attempt at the same address has one.
      .map(({ src }) => src.replace(/[?#].*/, ""))
      .filter((address) => /\/iamport\.(payment[^/]*\.|esm\.)?js$/.test(address)),
  );
  return addresses.size > 1 ? twoReleases([...addresses].join(", ")) : undefined;
}
