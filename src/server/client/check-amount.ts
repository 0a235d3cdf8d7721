import { refused } from "../api-error.ts";
import { shown } from "../escape-text.ts";

/** Where an amount was given, for the error's message. */
interface Given {
  call: string;
  name: string;
  /** What else there is to do about it. */
  advice?: string;
}

/**
 * An amount that can be paid or given back. `JSON` has no `NaN`, and what PortOne makes of `null` is anybody's guess:
 * nothing such is sent.
 */
export function checkAmount(value: unknown, given: Given): void {
  if (!(isFiniteNumber(value) && value > 0)) throw wrong(value, given, "more than 0");
}

/** A part of an amount, such as what is free of tax, where there is one. */
export function checkPart(value: unknown, given: Given): void {
  if (value === undefined || (isFiniteNumber(value) && value >= 0)) return;
  throw wrong(value, given, "0 or more");
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function wrong(value: unknown, { call, name, advice }: Given, bounds: string) {
  const message = `${call}: ${name} is ${shown(value)}; it has to be a number, finite and ${bounds}.`;
  return refused(advice ? `${message} ${advice}` : message);
}
