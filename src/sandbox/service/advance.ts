import type { State } from "./state.ts";

const aCentury = 100 * 365 * 24 * 60 * 60 * 1000;

/** Moves the clock by so many milliseconds, and waits for what falls due; as text, why that can't be. */
export async function advance({ clock, log }: State, ms: number): Promise<string | undefined> {
  if (!Number.isFinite(ms) || ms < 0 || ms > aCentury) {
    return `wanted milliseconds to move the clock forward by, 0 to ${aCentury} (ms)`;
  }
  log.add({ event: "time", advanced: ms });
  await clock.advance(ms);
  return undefined;
}
