/** Parameters as plain data, of whatever types the shop gave. */
export type Values = Readonly<Record<string, unknown>>;

/** Something that is wrong with a parameter, or looks wrong. */
export interface Finding<Code extends string> {
  /** An `"error"` stops the request. */
  severity: "error" | "warning";
  /** Where: `"amount"`, `"naverProducts[1].count"`. */
  path: string;
  /** What it is, by the name of the words for it. */
  code: Code;
  /** What came. */
  value?: unknown;
  /** What is wanted in its place, or is meant. */
  wanted?: string | undefined;
  /** Who wants it: a gateway, if it isn't PortOne. */
  by?: string | undefined;
}

/** What is said of a parameter, or of all of them together, whose path is empty. */
export function saidOf(path: string, sentence: string): string {
  return `${path || "the parameters"}: ${sentence}`;
}
