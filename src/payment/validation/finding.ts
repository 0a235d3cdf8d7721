/** Parameters as plain data: what JSON carries, of whatever types the shop gave. */
export type Values = Readonly<Record<string, unknown>>;

/** What can be found. The sentence for each stands in `words.ts`, under the same name. */
export type Code =
  // What stops a payment.
  | "unreadable"
  | "bigint"
  | "circle"
  | "no-amount"
  | "no-number"
  | "not-above-0"
  | "fraction"
  | "no-part"
  | "no-id"
  | "other-call"
  | "script"
  | "no-address"
  | "no-web-address"
  | "no-channels"
  | "demanded"
  // What looks wrong.
  | "lost"
  | "sent-as-number"
  | "sent-as-text"
  | "no-order"
  | "too-long"
  | "blank"
  | "unfinished"
  | "not-ascii"
  | "letters-and-digits"
  | "characters"
  | "host"
  | "address-unused"
  | "address-with-result"
  | "two-queries"
  | "shape"
  | "no-such-day"
  | "name"
  | "did-you-mean"
  | "channel-key"
  | "braces"
  | "gone"
  | "for-certification"
  | "wanted"
  | "wanted-part"
  | "past"
  | "backwards"
  | "currency"
  | "language"
  | "popup";

/** Something that is wrong with a parameter, or looks wrong. */
export interface Finding {
  /** `"error"` stops the payment. */
  severity: "error" | "warning";
  /** Where: `"amount"`, `"naverProducts[1].count"`. */
  path: string;
  /** What it is. */
  code: Code;
  /** What came. */
  value?: unknown;
  /** What is wanted in its place, or is meant. */
  wanted?: string | undefined;
  /** Who wants it: a gateway, or a kind of payment. */
  by?: string | undefined;
}

/** What stops the payment. */
export function stop(path: string, code: Code, value?: unknown, wanted?: string, by?: string): Finding {
  return { severity: "error", path, code, value, wanted, by };
}

/** What looks wrong, and may be right for all that this library knows. */
export function warn(path: string, code: Code, value?: unknown, wanted?: string, by?: string): Finding {
  return { severity: "warning", path, code, value, wanted, by };
}
