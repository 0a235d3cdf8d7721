/** How many requests may be sent, counted over any minute that is just over. */
export interface RequestBudget {
  left(): number;
  spend(requests: number): void;
  /** How many have been spent in all. */
  spent(): number;
}

export function createRequestBudget(perMinute: number): RequestBudget {
  let lately: number[] = [];
  let all = 0;
  return {
    left: () => {
      const minuteAgo = performance.now() - 60_000;
      lately = lately.filter((at) => at > minuteAgo);
      return Math.max(0, perMinute - lately.length);
    },
    spend: (requests) => {
      all += requests;
      for (let one = 0; one < requests; one++) lately.push(performance.now());
    },
    spent: () => all,
  };
}
