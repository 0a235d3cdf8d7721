/** Takes secrets out of texts, however they are written. */
export interface Redactor {
  /** From now on this is one, too. */
  add(secret: string): void;
  /** The text without them. */
  redact(text: string): string;
}

/** How many tokens of before are kept in mind: half an hour each, so that a late message meets none that is usable. */
const keptTokens = 20;

/**
 * Texts that may repeat what was sent, an error's or a proxy's, are shown without it: as it is, in capitals, and as
 * an address, a form, JSON or base64 writes it.
 */
export function createRedactor(keys: readonly string[]): Redactor {
  const tokens: string[] = [];
  let pattern = patternOf(keys);
  return {
    add: (token) => {
      if (tokens.includes(token)) return;
      tokens.push(token);
      if (tokens.length > keptTokens) tokens.shift();
      pattern = patternOf([...keys, ...tokens]);
    },
    redact: (text) => (pattern ? text.replace(pattern, "[redacted]") : text),
  };
}

function patternOf(secrets: readonly string[]): RegExp | null {
  const written = secrets.filter(Boolean).flatMap(waysToWrite);
  if (written.length === 0) return null;
  // The longest first: else a short one would leave the rest of a longer one.
  const longestFirst = [...new Set(written)].sort((one, other) => other.length - one.length);
  return new RegExp(
    longestFirst.map((text) => text.replace(/[$()*+./?[\\\]^{|}-]/g, "\\$&")).join("|"),
    "gi",
  );
}

function waysToWrite(secret: string): string[] {
  const base64 = btoa(String.fromCharCode(...new TextEncoder().encode(secret)));
  const bare = base64.replace(/=+$/, "");
  return [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ secret }).toString().slice("secret=".length),
    JSON.stringify(secret).slice(1, -1),
    bare,
    bare.replace(/\+/g, "-").replace(/\//g, "_"),
  ];
}
