import type { Finding, Values } from "./finding.ts";

/**
 * Reads the parameters once, as `JSON.stringify` would, since the SDK sends them as JSON; finds what JSON can't carry.
 * From here on nobody calls a getter, a proxy or a `toJSON` of the shop's again.
 */
export function toPlain(params: unknown): { plain: Values; found: Finding[] } {
  const found: Finding[] = [];

  function copy(read: () => unknown, path: string, above: readonly unknown[]): unknown {
    try {
      let value = read();
      const toJSON: unknown = Object(value).toJSON;
      if (typeof toJSON === "function") value = toJSON.call(value);
      if (typeof value === "bigint" || above.includes(value)) throw value;
      if (/function|symbol/.test(typeof value)) {
        found.push({ severity: "warning", path, code: "lost", value });
        return undefined;
      }
      if (!isObject(value)) return value;
      const fields = value;
      const copyOf = (name: string | number, at: string) => copy(() => fields[name], at, [...above, fields]);
      if (Array.isArray(value)) return value.map((_, index) => copyOf(index, `${path}[${index}]`) ?? null);
      return Object.fromEntries(
        Object.keys(value).map((name) => [name, copyOf(name, path ? `${path}.${name}` : name)]),
      );
    } catch (value) {
      found.push({ severity: "error", path, code: "json", value });
      return undefined;
    }
  }

  const plain = copy(() => params, "", []);
  return { plain: isObject(plain) ? plain : {}, found };
}

/** Whether it has fields. */
export function isObject(value: unknown): value is Values {
  return Object(value) === value;
}
