const nineHours = 9 * 60 * 60_000;

/**
 * The same day of a later month, at ten in the morning in Korea; the 28th at the latest, which each month has. The same
 * all day long, from midnight in Korea on: repeated, it is the same schedule.
 *
 * @param {number} months
 * @param {Date} [now]
 */
export function dueInMonths(months, now = new Date()) {
  // Korea's date, whatever the server's own: read as UTC.
  const today = new Date(now.getTime() + nineHours);
  const day = Math.min(today.getUTCDate(), 28);
  return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + months, day, 10) - nineHours);
}
