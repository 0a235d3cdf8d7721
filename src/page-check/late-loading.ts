import { loadedAtClick } from "../messages/page.ts";
import type { Look } from "./look.ts";

/** Nobody presses Pay within this many milliseconds after the page has opened. */
const quickestClick = 300;

/** Finds a page that calls `loadIamport` in the click, and not when it opens. */
export function lateLoading({ moment, loadingSince }: Look): string | undefined {
  if (moment !== "paying" || loadingSince === undefined) return undefined;
  const isReady = "IMP" in window && !!window.IMP;
  const waited = performance.now() - loadingSince;
  return !isReady && waited < quickestClick ? loadedAtClick() : undefined;
}
