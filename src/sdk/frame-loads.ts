import type { FrameLoad, PageState } from "./page-state.ts";

/** The frames will load anew for a reason that we know: that is no loop. */
export function expectFrameLoads(state: PageState): void {
  state.frameLoads = [];
}

/** Loads of this address since the last that was to be expected, the oldest first. */
export function loadsOf(state: PageState, address: string): FrameLoad[] {
  return (state.frameLoads ?? []).filter((load) => load.frame.src === address);
}

/**
 * Whether the frame has come to rest. One that was loaded again without a reason that we know may be loaded over and over,
 * and has to be quiet for longer than between its last two loads. (The reason may be a payment that the page has taken by
 * hand. Customers take longer for one than `slowestLoop`; a click that comes sooner waits a moment.)
 */
export function isQuiet(loads: readonly FrameLoad[], now = performance.now()): boolean {
  const [beforeLast, last] = loads.slice(-2);
  if (!last || !beforeLast) return true;
  const gap = last.at - beforeLast.at;
  return gap > slowestLoop || now - last.at > Math.max(shortestQuiet, 2 * gap);
}

/** Milliseconds. */
const shortestQuiet = 1_500;
/** Milliseconds between two loads, beyond which the second isn't taken for a consequence of the first. */
const slowestLoop = 3_000;
