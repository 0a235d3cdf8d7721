import type { Finding } from "./finding.ts";

/** Writes down something that was found. */
export type Say<Code extends string> = (found: Omit<Finding<Code>, "severity">) => void;

/** A list of findings that are all errors, or all warnings, and what writes them down. */
export function collect<Code extends string>(
  severity: Finding<Code>["severity"],
): { found: Finding<Code>[]; say: Say<Code> } {
  const found: Finding<Code>[] = [];
  return { found, say: (finding) => found.push({ severity, ...finding }) };
}
