import { changed, type IamportApiError } from "../api-error.ts";

/** A refusal, or no answer, after which nobody knows whether it was done: with what to do about that. */
export function unknownWhether(
  refusal: IamportApiError,
  { advice, retryable = refusal.retryable }: { advice: string; retryable?: boolean },
): IamportApiError {
  return changed(refusal, { retryable, mayHaveArrived: true }, `${refusal.message}. ${advice}`);
}
