import type { Finding, Values } from "./finding.ts";

/** What JSON can't carry: what stops the request, and what is lost on the way. */
type Unsendable = Finding<"json" | "lost">;

/**
 * Reads the parameters once, as `JSON.stringify` would, since the SDK sends them as JSON; finds what JSON can't carry.
 * After that, no getter, proxy or `toJSON` of the shop's is called again.
 */
export function toPlain(params: unknown): { plain: Values; found: Unsendable[] } {
  const found: Unsendable[] = [];

  function copy(read: () => unknown, path: string, above: readonly unknown[], isItem = false): unknown {
    try {
      let value = unboxed(read());
      // The `toJSON` that Prototype.js gives texts and numbers isn't called.
      if (isObject(value) || typeof value === "bigint") {
        const { toJSON } = value as { toJSON?: unknown };
        if (typeof toJSON === "function") value = unboxed(toJSON.call(value));
      }
      if (typeof value === "bigint" || above.includes(value)) throw value;
      // A field that is undefined is left out, an item becomes null.
      const isLost =
        typeof value === "function" || typeof value === "symbol" || (isItem && value === undefined);
      if (isLost) {
        found.push({ severity: "warning", path, code: "lost", value });
        return undefined;
      }
      return isObject(value) ? copyInside(value, path, [...above, value]) : value;
    } catch (value) {
      found.push({ severity: "error", path, code: "json", value });
      return undefined;
    }
  }

  function copyInside(value: Values, path: string, above: readonly unknown[]): unknown {
    if (Array.isArray(value)) {
      return value.map((_, index) => copy(() => value[index], `${path}[${index}]`, above, true) ?? null);
    }
    const copyOf = (name: string) => copy(() => value[name], path ? `${path}.${name}` : name, above);
    return Object.fromEntries(Object.keys(value).map((name) => [name, copyOf(name)]));
  }

  const plain = copy(() => params, "", []);
  return { plain: isObject(plain) ? plain : {}, found };
}

/** The plain value of a `new String("…")` and the like. */
function unboxed(value: unknown): unknown {
  const isBoxed = value instanceof String || value instanceof Number || value instanceof Boolean;
  return isBoxed ? value.valueOf() : value;
}

/** Whether the value is an object, and so has fields. */
export function isObject(value: unknown): value is Values {
  return Object(value) === value;
}
