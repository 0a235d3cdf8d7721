import type { Context } from "hono";

/**
 * The fields of a REST call, whether they came as JSON or as a form; none when there is no body, `null` when it
 * is neither.
 */
export async function readFields(c: Context): Promise<Record<string, unknown> | null> {
  // It has no body, and to ask for one would have the adaptor make a whole `Request`.
  if (c.req.method === "GET") return {};
  const type = (c.req.header("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase();
  const text = await c.req.text();
  if (text === "" && (c.req.method === "DELETE" || type === "")) return {};
  if (type === "application/x-www-form-urlencoded") return nested(new URLSearchParams(text));
  if (type !== "application/json") return null;
  try {
    const body: unknown = JSON.parse(text);
    return isRecord(body) ? { ...body } : null;
  } catch {
    return null;
  }
}

/** A form as PHP and Python write what is nested: `schedules[0][amount]=1000`, `merchant_uid[]=a`. */
function nested(form: URLSearchParams): Record<string, unknown> {
  const tree: Record<string, unknown> = {};
  for (const [name, value] of form) {
    const [first = "", ...rest] = name.replace(/\]/g, "").split("[");
    if (rest.includes("__proto__") || first === "__proto__") continue;
    let place = tree;
    let key = first;
    for (const next of rest) {
      const before = place[key];
      const inner: Record<string, unknown> = isRecord(before) ? before : {};
      place[key] = inner;
      place = inner;
      key = next === "" ? String(Object.keys(inner).length) : next;
    }
    place[key] = value;
  }
  return tree;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What came as a list: an array of JSON, what a form writes with brackets, or one alone. */
export function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (isRecord(value)) return Object.values(value);
  return value === undefined || value === null || value === "" ? [] : [value];
}

/** A text; `null` when there is none. */
export function textOf(value: unknown): string | null {
  return typeof value === "string" || typeof value === "number" ? String(value) || null : null;
}

/** An amount; `null` when there is none, `NaN` when it is no amount. A form brings it as text. */
export function amountOf(value: unknown): number | null {
  if (value === undefined || value === null) return null;
  const amount = typeof value === "string" && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof amount === "number" && Number.isFinite(amount) && amount >= 0 ? amount : NaN;
}
