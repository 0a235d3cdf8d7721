import type { Payment } from "../service/payments.ts";
import type { Moment } from "../service/settle.ts";
import type { State } from "../service/state.ts";
import { type Answer, refuse } from "./envelope.ts";
import { amountOf, textOf } from "./rest-body.ts";

/** A call of the REST API, with what it brought. */
export interface Call {
  state: State;
  moment: Moment;
  /** A part of the path, by its name in PortOne's description; empty when it was left out. */
  path(name: string): string;
  query: URLSearchParams;
  fields: Readonly<Record<string, unknown>>;
}

/**
 * An operation, by its method and path as PortOne's description writes them, but for a mark where it has none: `{name?}`
 * may be left out.
 */
export type Operations = Readonly<Record<string, (call: Call) => Answer | Promise<Answer>>>;

/** A field of the body as text; `null`: it is absent or empty. */
export function textField({ fields }: Call, name: string): string | null {
  return textOf(fields[name]);
}

/** The fields that an operation can't do without and that this call lacks, as its refusal. */
export function lacking({ fields }: Call, ...names: readonly string[]): Answer | undefined {
  const missing = names.filter((name) => textOf(fields[name]) === null && typeof fields[name] !== "object");
  return missing.length > 0
    ? refuse(400, `필수 파라미터가 누락되었습니다. (${missing.join(", ")})`)
    : undefined;
}

/** A sum of money in the body, or the refusal of what is none. */
export function amountField({ fields }: Call, name = "amount"): number | Answer {
  const amount = amountOf(fields[name]);
  return amount === null || Number.isNaN(amount)
    ? refuse(400, `금액이 올바르지 않습니다. (${name})`)
    : amount;
}

/** Clients compare the words, and the code. */
export const unknownPayment = refuse(404, "존재하지 않는 결제정보입니다.", -1);

/** Does something with the payment that the path names, if there is one. */
export function withPayment(
  call: Call,
  answer: (payment: Payment) => Answer | Promise<Answer>,
): Answer | Promise<Answer> {
  const payment = call.state.payments.get(call.path("imp_uid"));
  return payment ? answer(payment) : unknownPayment;
}

export interface Page<Item> {
  total: number;
  /** The pages before and after; 0 = there is none. */
  previous: number;
  next: number;
  list: Item[];
}

/** The part of a list that `page` and `limit` of the query ask for, or the refusal of a page that it doesn't have. */
export function pageOf<Item>(items: readonly Item[], query: URLSearchParams): Page<Item> | Answer {
  const page = wholeNumber(query.get("page"), 1);
  const limit = wholeNumber(query.get("limit"), 20);
  if (page === null || page < 1) return refuse(400, "page는 1 이상이어야 합니다.");
  if (limit === null || limit < 1 || limit > 1000) return refuse(400, "limit은 1~1000이어야 합니다.");
  const pages = Math.max(1, Math.ceil(items.length / limit));
  if (page > pages) return refuse(400, `page가 데이터 범위를 벗어났습니다. (1~${pages})`);
  return {
    total: items.length,
    previous: page - 1,
    next: page < pages ? page + 1 : 0,
    list: items.slice((page - 1) * limit, page * limit),
  };
}

/** A list of the query, as `name[]=a&name[]=b` or, as PHP writes it, `name[0]=a&name[1]=b`. */
export function listInQuery(query: URLSearchParams, name: string): string[] {
  return [...query]
    .filter(([key]) => key.replace(/\[\d+\]$/, "[]") === `${name}[]`)
    .map(([, value]) => value);
}

/** A whole number of the query, such as a page or Unix seconds; `usual` when it is left out, `null` when it is none. */
export function wholeNumber(text: string | null, usual: number): number | null {
  if (text === null || text === "") return usual;
  return /^\d{1,12}$/.test(text) ? Number(text) : null;
}

/** Whether it is a refusal, to be sent as it is, and not the value that was asked for. */
export function isAnswer(value: unknown): value is Answer {
  return typeof value === "object" && value !== null && "status" in value && "body" in value;
}
