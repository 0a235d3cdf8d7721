/**
 * A text from outside, made fit for a log or a message: at most so many characters, and what could write a line of its
 * own or turn one around (control characters, direction marks, line separators, halves of surrogate pairs) as `\u{…}`.
 */
export function escapeText(text: string, most = 500): string {
  const shown = text.length > most ? `${text.slice(0, most)}…` : text;
  return shown.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

/** A value of any kind as a message shows it: texts in quotes, so that `"64900"` and `64900` differ. */
export function shown(value: unknown): string {
  if (typeof value === "string") return `"${escapeText(value, 60)}"`;
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return escapeText(String(value), 60);
  return Array.isArray(value) ? "a list" : "an object";
}
