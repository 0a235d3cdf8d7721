import { IamportApiError } from "../api-error.ts";
import type { CallAnswer } from "./call.ts";
import { mayStillRun } from "./may-still-run.ts";

/** A call that was given up, as if its last refusal had been final. What is no refusal is thrown on. */
export function asRefusal(error: unknown): Extract<CallAnswer, { refusal: unknown }> {
  if (!(error instanceof IamportApiError)) throw error;
  return { refusal: error, arrived: error.mayHaveArrived, running: mayStillRun(error) };
}
