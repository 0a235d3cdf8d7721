import { loadedAtClick } from "../messages/page.ts";
import type { Look } from "./look.ts";

/** Nobody presses Pay within so many milliseconds of a page's opening. */
const quickestClick = 300;

/** `loadIamport` called in the click, and not when the page opens. */
export function lateLoading({ moment, loadingSince }: Look): string | undefined {
  if (moment !== "paying" || loadingSince === undefined) return undefined;
  const isReady = "IMP" in window && !!window.IMP;
  const waited = performance.now() - loadingSince;
  return !isReady && waited < quickestClick ? loadedAtClick() : undefined;
}
