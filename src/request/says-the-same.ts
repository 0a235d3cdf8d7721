import { isObject } from "./params/plain.ts";

/** Whether two plain values have the same in all their fields. A field that is `undefined` counts as missing. */
export function saysTheSame(one: unknown, other: unknown): boolean {
  if (!(isObject(one) && isObject(other))) return Object.is(one, other);
  const names = Object.keys({ ...one, ...other });
  return names.every((name) => saysTheSame(one[name], other[name]));
}
