/**
 * One look-up for all that is asked in the same turn of the event loop: of fifty reports that come at once, the
 * database hears a few times and not fifty times. None of them waits for a look-up that has been sent before.
 *
 * @template Found
 * @param {(keys: string[]) => Promise<Map<string, Found>>} lookUp
 * @returns {(key: string) => Promise<Found | null>}
 */
export function askedTogether(lookUp) {
  /** @type {{ keys: Set<string>, found: Promise<Map<string, Found>> } | null} what the next look-up is about */
  let next = null;

  function openNext() {
    /** @type {Set<string>} */
    const keys = new Set();
    const turnIsOver = new Promise((resolve) => setImmediate(resolve));
    const found = turnIsOver.then(() => {
      // What is asked from now on gets a look-up of its own, which sees what has changed meanwhile.
      next = null;
      return lookUp([...keys]);
    });
    return { keys, found };
  }

  return async (key) => {
    next ??= openNext();
    const { keys, found } = next;
    keys.add(key);
    return (await found).get(key) ?? null;
  };
}
