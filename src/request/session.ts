import { IamportError, type IamportErrorCode } from "../errors.ts";
import { abortedBefore, abortedWhileOpen, openingThrew } from "../messages/paying.ts";
import type { Delivery, Fields } from "./answer.ts";

/**
 * The end of a request: its result, or a promise of it where something has to be found out first; or the error in its
 * place.
 */
type Outcome<Result> = { result: Result | Promise<Result> } | { error: IamportError };

/** How a request ended. */
export type Ending<Result> = Outcome<Result> & {
  /** Whether the SDK was called: then its window may be there. */
  wasOpen: boolean;
  /** Whether the SDK has answered: then it has taken its window away by itself. */
  isAnswered: boolean;
};

/** The part of a request that a session reads. */
export interface SessionRequest {
  merchant_uid: string;
}

/**
 * Makes a result of an answer's fields.
 *
 * @param asked - the request that was made, and whether the page is cut off from its popups, so that it can't know that
 *   one was closed
 */
export type ToResult<Request, Result> = (
  fields: Fields,
  delivery: Delivery,
  asked: Request & { isPopupCutOff?: boolean | undefined },
) => Result;

/**
 * One payment or identity verification, from the call to its one end. It is `waiting` until the SDK is called, then
 * `open`, then `settled`: whatever ends it first decides, and what comes later is ignored. A session knows nothing of
 * the page, nor of what is asked.
 */
export interface Session {
  /** Its state now. */
  state(): "waiting" | "open" | "settled";
  /** The SDK is called now: from here on the customer may act. */
  open(): void;
  /** The customer may have acted in the window: from here on nobody can say that nothing was done. */
  showLife(): void;
  /**
   * The SDK has answered.
   *
   * @param findOut - finds out whether the page is cut off from its popups, so that it can't know that one was closed;
   *   called if the answer is a no
   */
  answer(response: unknown, findOut?: () => Promise<boolean>): void;
  /** The customer is back on this page; `landed` is the answer that the landing page has read, if it has read any. */
  comeBack(landed: Fields | null): void;
  /** The window is gone, or was left, without an answer. */
  abandon(): void;
  /** The window can't open, or can't be used; the cause is what was thrown. */
  fail(code: IamportErrorCode, message: string | false, cause?: unknown): void;
  /** Something was thrown on the way: by this library, in whichever copy, or by other code. */
  refuse(cause: unknown): void;
  /** The shop's signal has fired. */
  abort(reason: unknown): void;
}

/** Stands for an answer that never came: neither yes nor no. */
const abandoned = { success: null, error_code: "ABANDONED", error_msg: "No answer." };

/** @param onEnd - called once */
export function createSession<Request extends SessionRequest, Result extends { outcome: string }>(
  request: Request,
  toResult: ToResult<Request, Result>,
  onEnd: (ending: Ending<Result>) => void,
): Session {
  let state: ReturnType<Session["state"]> = "waiting";
  let hasLived = false;

  const settle = (outcome: Outcome<Result>, isAnswered = false) => {
    if (state === "settled") return;
    const wasOpen = state === "open";
    state = "settled";
    onEnd({ ...outcome, wasOpen, isAnswered });
  };
  const settleAs = (code: IamportErrorCode, message: string | false, cause?: unknown) => {
    const merchant_uid = state === "open" ? request.merchant_uid : undefined;
    settle({ error: new IamportError(code, message, { cause, merchant_uid }) });
  };
  const abandon = () => settle({ result: toResult(abandoned, "callback", request) });

  return {
    state: () => state,
    open: () => {
      if (state === "waiting") state = "open";
    },
    showLife: () => {
      hasLived = true;
    },
    answer: (response, findOut) => {
      const fields = fieldsOf(response);
      const result = toResult(fields, "callback", request);
      const isDoubtful = result.outcome === "failed" && findOut !== undefined;
      const judge = (isPopupCutOff: boolean) => toResult(fields, "callback", { ...request, isPopupCutOff });
      settle({ result: isDoubtful ? findOut().then(judge) : result }, true);
    },
    comeBack: (landed) => {
      if (state === "open") settle({ result: toResult(landed ?? abandoned, "redirect", request) });
    },
    abandon,
    fail: (code, message, cause) => {
      if (hasLived) abandon();
      else settleAs(code, message, cause);
    },
    refuse: (cause) => {
      if (cause instanceof IamportError) settle({ error: cause });
      else settleAs("WINDOW_FAILED", __DEV__ && openingThrew(cause), cause);
    },
    abort: (reason) => {
      const words = __DEV__ && (state === "open" ? abortedWhileOpen() : abortedBefore());
      settleAs("ABORTED", words, reason);
    },
  };
}

/** The fields of an answer. One that can't be read counts as an answer that never came. */
function fieldsOf(response: unknown): Fields {
  try {
    return { ...(response as object) };
  } catch {
    return abandoned;
  }
}
