import { type Finding, stop, type Values, warn } from "./finding.ts";

/** The parameters as the SDK's message carries them, and what it can't carry. */
export interface Plain {
  plain: Values;
  found: Finding[];
}

/**
 * Reads the parameters once, as `JSON.stringify` would: the SDK sends them as JSON. From here on nobody calls a getter,
 * a proxy or a `toJSON` of the shop's again.
 */
export function toPlain(params: unknown): Plain {
  const found: Finding[] = [];

  function copy(read: () => unknown, path: string, above: readonly unknown[], isItem?: boolean): unknown {
    try {
      let value = read();
      const toJSON: unknown = Object(value).toJSON;
      if (typeof toJSON === "function") value = toJSON.call(value);
      if (typeof value === "bigint") found.push(stop(path, "bigint", value));
      // A field that is undefined is left out, an item becomes null.
      else if (/function|symbol/.test(typeof value) || (isItem && value === undefined)) {
        found.push(warn(path, "lost", value));
      } else if (!isObject(value)) return value;
      else if (above.includes(value)) found.push(stop(path, "circle", value));
      else return copyInside(value, path, [...above, value]);
    } catch (error) {
      found.push(stop(path, "unreadable", error));
    }
    return undefined;
  }

  function copyInside(value: Values, path: string, above: readonly unknown[]): unknown {
    if (Array.isArray(value)) {
      return Array.from(
        value,
        (_, index) => copy(() => value[index], `${path}[${index}]`, above, true) ?? null,
      );
    }
    const fields = Object.keys(value).map((name) => [
      name,
      copy(() => value[name], path ? `${path}.${name}` : name, above),
    ]);
    return Object.fromEntries(fields.filter(([, field]) => field !== undefined));
  }

  const plain = copy(() => params, "", []);
  return { plain: isObject(plain) ? plain : {}, found };
}

/** Whether it has fields. */
export function isObject(value: unknown): value is Values {
  return Object(value) === value;
}
