/** @param {number[]} values */
export const sorted = (values) => [...values].sort((a, b) => a - b);

/**
 * The value below which that share of all lie; between two of them, in proportion.
 *
 * @param {number[]} values
 * @param {number} share 0 to 1
 */
export function quantile(values, share) {
  const all = sorted(values);
  const place = (all.length - 1) * share;
  const [below = 0, above = below] = [all[Math.floor(place)], all[Math.ceil(place)]];
  return below + (above - below) * (place % 1);
}

/** @param {number[]} values */
export const median = (values) => quantile(values, 0.5);

/**
 * A ratio for each pair of runs that stood beside each other, so that what slows the machine down slows both.
 *
 * @param {number[]} ours
 * @param {number[]} theirs
 */
export const ratios = (ours, theirs) => ours.map((value, run) => value / (theirs[run] ?? Number.NaN));

/** @param {number[]} values of one measurement: its median, its middle half, and each run by itself */
export function spread(values) {
  return {
    median: median(values),
    low: quantile(values, 0.25),
    high: quantile(values, 0.75),
    runs: values.map((value) => Number(value.toPrecision(4))),
  };
}
