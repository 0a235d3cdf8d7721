/** Whether it has fields that can be asked for: an object of any kind, a list too. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
