/** A finite decimal: `units` / 10^`scale`. */
interface Decimal {
  units: bigint;
  scale: number;
}

// Bounded, because an amount can come from outside, and 1e999999999 would take all of the memory.
const notation = /^([+-]?)(\d{1,40})(?:\.(\d{1,40}))?(?:e([+-]?\d{1,3}))?$/i;

/** Whether a text says a finite decimal: `"14.20"`, `"1e3"`. */
export function isDecimal(text: string): boolean {
  return notation.test(text);
}

/** What a number or a text says as a decimal: `14.2`, `"14.20"`, `1e3`; `null` when it is no finite decimal. */
function toDecimal(value: unknown): Decimal | null {
  if (typeof value !== "number" && typeof value !== "string") return null;
  const parts = notation.exec(String(value));
  if (!parts) return null;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = parts;
  const scale = fraction.length - Number(exponent);
  const units = BigInt(`${whole}${fraction}${"0".repeat(Math.max(0, -scale))}`);
  return { units: sign === "-" ? -units : units, scale: Math.max(0, scale) };
}

function unitsAt({ units, scale }: Decimal, most: number): bigint {
  return units * 10n ** BigInt(most - scale);
}

/** Both as units of the same size; `null` when one of them is no finite decimal. */
function atOneScale(one: unknown, other: unknown): [left: bigint, right: bigint] | null {
  const [left, right] = [toDecimal(one), toDecimal(other)];
  if (!left || !right) return null;
  const scale = Math.max(left.scale, right.scale);
  return [unitsAt(left, scale), unitsAt(right, scale)];
}

/**
 * Whether the values are the same amount, exactly: `14.2` and `"14.20"` are, `0.1 + 0.2` and `0.3` are not.
 * What is no finite decimal equals nothing.
 */
export function isSameAmount(one: unknown, other: unknown): boolean {
  const units = atOneScale(one, other);
  return units !== null && units[0] === units[1];
}

/** Whether an amount lies between two others and is neither of them, exactly. What is no finite decimal lies nowhere. */
export function isBetween(amount: unknown, { above, below }: { above: unknown; below: unknown }): boolean {
  const [low, high] = [atOneScale(above, amount), atOneScale(amount, below)];
  return low !== null && high !== null && low[0] < low[1] && high[0] < high[1];
}
