/** Parameters as plain data, of whatever types the shop gave. */
export type Values = Readonly<Record<string, unknown>>;

/** Something that is wrong with a parameter, or looks wrong. */
export interface Finding<Code extends string> {
  /** An `"error"` stops the request. */
  severity: "error" | "warning";
  /** Where: `"amount"`, `"naverProducts[1].count"`. */
  path: string;
  /** What is wrong: the name of the message for it. */
  code: Code;
  /** What came. */
  value?: unknown;
  /** What is wanted in its place, or is meant. */
  wanted?: string | undefined;
  /** Who wants it: a gateway, if it isn't PortOne. */
  by?: string | undefined;
}

/** A message about one parameter or, if the path is empty, about all of them together. */
export function saidOf(path: string, sentence: string): string {
  return `${path || "the parameters"}: ${sentence}`;
}
