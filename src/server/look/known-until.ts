/** Until when PortOne's list is known, by PortOne's own clock. All times are in Unix seconds. */
export interface KnownUntil {
  /** By what this process has read; `null`: nothing yet. */
  byThisProcess(): number | null;
  /** By what the shop has written down; `null`: nobody knows. */
  byTheShop(claimed: number): number | null;
  /**
   * It has been read to its end.
   *
   * @param newest - the newest change that was read
   * @param readAgainFrom - from where on it has to be read again, for the sake of what failed
   * @returns what the shop is to write down
   */
  advance(newest: number, readAgainFrom: number | null): number;
}

/** By how many seconds PortOne's clock may be ahead. A time beyond that would hide whatever comes until then. */
const clockDifference = 5 * 60;

export function createKnownUntil(): KnownUntil {
  /** Until when all has been handed on but what failed. */
  let read: number | null = null;
  /** What the shop was told of that. */
  let told: number | null = null;
  return {
    byThisProcess: () => read,
    byTheShop: (claimed) => {
      // A time that is still to come says nothing: a clock was wrong when it was written down.
      if (!(claimed <= latest())) return null;
      // What was told may lag behind for the sake of those that failed, and this process has them at hand.
      const isAsTold = told !== null && claimed >= told;
      return isAsTold ? Math.max(claimed, read ?? claimed) : claimed;
    },
    advance: (newest, readAgainFrom) => {
      read = Math.min(newest, latest());
      told = Math.min(read, readAgainFrom ?? read);
      return told;
    },
  };
}

function latest(): number {
  return Math.floor(Date.now() / 1000) + clockDifference;
}
