import type { Context } from "hono";

/** The fields of a REST call, whether they came as JSON or as a form; `null` when the body is neither. */
export async function readFields(c: Context): Promise<Record<string, unknown> | null> {
  const type = (c.req.header("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase();
  const text = await c.req.text();
  if (type === "application/x-www-form-urlencoded") return Object.fromEntries(new URLSearchParams(text));
  if (type !== "application/json") return null;
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null && !Array.isArray(body) ? { ...body } : null;
  } catch {
    return null;
  }
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
