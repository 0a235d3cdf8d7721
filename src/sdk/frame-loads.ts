import type { FrameLoad, PageState } from "./page-state.ts";

/** Called when the frames are about to load for a reason that we know: such loads are no loop. */
export function expectFrameLoads(state: PageState): void {
  state.frameLoads = [];
}

/** The loads of this address since `expectFrameLoads` was last called, the oldest first. */
export function loadsOf(state: PageState, address: string): FrameLoad[] {
  return (state.frameLoads ?? []).filter((load) => load.frame.src === address);
}

/**
 * Whether the frame has come to rest. A frame that loaded again for no reason that we know may be in a loop, and has to
 * be quiet for twice the time between its last two loads. (A payment that the page makes by hand also loads it again.
 * Customers take longer than `slowestLoop` to pay; a click that comes sooner waits a moment.)
 */
export function isQuiet(loads: readonly FrameLoad[], now = performance.now()): boolean {
  const [beforeLast, last] = loads.slice(-2);
  if (!last || !beforeLast) return true;
  const gap = last.at - beforeLast.at;
  return gap > slowestLoop || now - last.at > Math.max(shortestQuiet, 2 * gap);
}

/** For how long a frame that loaded again has to be quiet at least, in milliseconds. */
const shortestQuiet = 1_500;
/** Two loads that are further apart than this are not taken for a loop, in milliseconds. */
const slowestLoop = 3_000;
