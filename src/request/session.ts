import { IamportError, type IamportErrorCode } from "../errors.ts";
import { abortedBefore, abortedWhileOpen } from "../messages/paying.ts";
import type { Delivery, Fields } from "./answer.ts";

/** How a request ended. */
export interface Ending<Result> {
  /** What it came to, or why there is none; a promise, where something has to be found out first. */
  end: Result | Promise<Result> | IamportError;
  /** Whether the SDK was called: then its window may be there. */
  wasOpen: boolean;
  /** Whether the SDK has answered: then it has taken its window away by itself. */
  isAnswered: boolean;
}

/** What is asked for, as far as a session has to do with it. */
export interface SessionRequest {
  merchant_uid: string;
}

/**
 * Makes a result of an answer's fields.
 *
 * @param asked - what it is the answer to, and whether the page can't have known that the popup was closed
 */
export type ToResult<Request, Result> = (
  fields: Fields,
  delivery: Delivery,
  asked: Request & { isPopupCutOff?: boolean | undefined },
) => Result;

/**
 * One payment or identity verification, from the call to its one end. It is `waiting` until the SDK is called, then `open`, then `settled`:
 * whoever ends it first has the say, and what comes later is not heard. It knows nothing of the page, nor of what is asked.
 */
export interface Session {
  /** Where it is. */
  state(): "waiting" | "open" | "settled";
  /** The SDK is called now: from here on the customer may act. */
  open(): void;
  /** The customer may have acted in the window: from here on nobody can say that nothing was done. */
  showLife(): void;
  /**
   * An answer came.
   *
   * @param isPopupCutOff - finds out whether the page can't have known that the popup was closed; asked when the
   *   answer is that the customer gave up
   */
  answer(response: unknown, delivery: Delivery, isPopupCutOff?: () => Promise<boolean>): void;
  /** The customer is back, and here is what the landing page has read, if it has read anything. */
  comeBack(landed: Fields | null): void;
  /** The window is gone, or was left, without an answer. */
  abandon(): void;
  /** The window can't open, or can't be used. */
  fail(code: IamportErrorCode, message: string | false, cause?: unknown): void;
  /** Something before the window failed, which has an error of its own. */
  refuse(error: IamportError): void;
  /** The shop's signal has fired. */
  abort(reason: unknown): void;
}

/** What an answer says that never came: neither yes nor no. */
const abandoned = { success: null, error_code: "ABANDONED", error_msg: "No answer." };

/** @param onEnd - called once */
export function createSession<Request extends SessionRequest, Result extends { outcome: string }>(
  request: Request,
  toResult: ToResult<Request, Result>,
  onEnd: (ending: Ending<Result>) => void,
): Session {
  let state: ReturnType<Session["state"]> = "waiting";
  let hasLived = false;

  const settle = (end: Ending<Result>["end"], isAnswered = false) => {
    if (state === "settled") return;
    const wasOpen = state === "open";
    state = "settled";
    onEnd({ end, wasOpen, isAnswered });
  };
  const fail: Session["fail"] = (code, message, cause) =>
    settle(
      new IamportError(code, message, {
        cause,
        merchant_uid: state === "open" ? request.merchant_uid : undefined,
      }),
    );
  const abandon = () => settle(toResult(abandoned, "callback", request));

  return {
    state: () => state,
    open: () => {
      if (state === "waiting") state = "open";
    },
    showLife: () => {
      hasLived = true;
    },
    answer: (response, delivery, isPopupCutOff) => {
      const fields = readAnswer(response);
      const result = toResult(fields, delivery, request);
      const isDoubtful = result.outcome === "failed" && isPopupCutOff !== undefined;
      const end = isDoubtful
        ? isPopupCutOff().then((isPopupCutOff) => toResult(fields, delivery, { ...request, isPopupCutOff }))
        : result;
      settle(end, true);
    },
    comeBack: (landed) => {
      if (state === "open") settle(toResult(landed ?? abandoned, "redirect", request));
    },
    abandon,
    fail: (code, message, cause) => {
      if (hasLived) abandon();
      else fail(code, message, cause);
    },
    refuse: settle,
    abort: (reason) => {
      const words = __DEV__ && (state === "open" ? abortedWhileOpen() : abortedBefore());
      fail("ABORTED", words, reason);
    },
  };
}

/** An answer that can't be read is one that nobody has heard. */
function readAnswer(response: unknown): Readonly<Record<string, unknown>> {
  try {
    return { ...(response as object) };
  } catch {
    return abandoned;
  }
}
