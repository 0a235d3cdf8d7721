import { IamportApiError } from "../api-error.ts";

/**
 * What stands for a thing that PortOne doesn't know: for `catch`. Only the API's own word counts; something in between
 * that says 404 knows nothing of payments, and all else is thrown on.
 */
export function whenUnknown<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof IamportApiError && error.status === 404 && !error.retryable) return instead;
    throw error;
  };
}
