/**
 * Lets so many requests in at a time. Whoever comes beyond that is told to come again, at once and at no cost: a queue
 * without end would answer everybody late, until nobody waits any more.
 *
 * @param {number} most
 * @returns {import("hono").MiddlewareHandler}
 */
export function bounded(most) {
  let inFlight = 0;
  return async (context, next) => {
    if (inFlight >= most) {
      const headers = { "retry-after": "1", "cache-control": "no-store" };
      return context.json({ message: "Very many at once. Please try again in a moment." }, 503, headers);
    }
    inFlight++;
    try {
      await next();
    } finally {
      inFlight--;
    }
  };
}
