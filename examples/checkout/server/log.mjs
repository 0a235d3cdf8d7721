/**
 * One line of JSON for each verdict and each error, for whatever collects a server's output.
 *
 * @param {(line: string) => void} [write]
 */
export function createLog(write = console.log) {
  /** @param {object} entry */
  const line = (entry) => write(printable(JSON.stringify({ time: new Date().toISOString(), ...entry })));
  return {
    /** @param {import("iamport-request-pay/server").LogEntry} entry */
    verdict: (entry) =>
      line({ level: entry.verdict === "forged" || entry.duplicate ? "warn" : "info", ...entry }),

    /**
     * Its words alone: what a database attaches to its errors can be a whole row, account number and all.
     *
     * @param {unknown} error
     * @param {object} [about]
     */
    error: (error, about = {}) => line({ level: "error", ...about, ...wordsOf(error) }),

    /**
     * @param {string} event
     * @param {object} [about]
     */
    event: (event, about = {}) => line({ level: "info", event, ...about }),
  };
}

/** @param {unknown} error */
function wordsOf(error) {
  if (!(error instanceof Error)) return { error: withoutNumbers(String(error)) };
  const { name, message } = error;
  /** @type {Error & { code?: unknown, status?: unknown, path?: unknown, cause?: unknown }} */
  const { code, status, path, cause } = error;
  const causes = cause instanceof Error ? { cause: withoutNumbers(cause.message) } : {};
  const at = error.stack
    ?.split("\n")
    .find((frame) => frame.trim().startsWith("at "))
    ?.trim();
  return { error: withoutNumbers(message), name, code, status, path, ...causes, at };
}

/**
 * Without what could be an account's number. An `imp_uid` stays: it is no number by itself.
 *
 * @param {string} text
 */
function withoutNumbers(text) {
  return text.slice(0, 1000).replace(/(?<![\w-])\d[\d-]{6,}\d(?![\w-])/g, "[number]");
}

/**
 * What could write a line of its own or turn one around, shown instead of done.
 *
 * @param {string} text
 */
function printable(text) {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
