import { IamportError, type IamportErrorCode } from "../errors.ts";
import { abortedBefore, abortedWhileOpen } from "../messages/paying.ts";
import { type Delivery, type PaymentResult, toResult } from "./result.ts";

/** How a payment ended. */
export interface Ending {
  /** What it came to, or why there is none; a promise, where something has to be found out first. */
  end: PaymentResult | Promise<PaymentResult> | IamportError;
  /** Whether the SDK was called: then its window may be there. */
  wasOpen: boolean;
  /** Whether the SDK has answered: then it has taken its window away by itself. */
  isAnswered: boolean;
}

/** What is asked to be paid, as far as its end depends on it. */
export interface SessionRequest {
  merchant_uid: string;
  pg?: string | undefined;
  pay_method?: string | undefined;
}

/**
 * One payment, from the call to its one end. It is `waiting` until the SDK is called, then `open`, then `settled`:
 * whoever ends it first has the say, and what comes later is not heard. It knows nothing of the page.
 */
export interface Session {
  /** Where it is. */
  state(): "waiting" | "open" | "settled";
  /** The SDK is called now: from here on the customer may pay. */
  open(): void;
  /** The customer may have acted in the window: from here on nobody can say that nothing was paid. */
  showLife(): void;
  /**
   * An answer came.
   *
   * @param isPopupCutOff - finds out whether the page can't have known that the popup was closed; asked when the
   *   answer is that the customer gave up
   */
  answer(response: unknown, delivery: Delivery, isPopupCutOff?: () => Promise<boolean>): void;
  /** The customer is back, and here is what the landing page has read, if it has read anything. */
  comeBack(landed: Readonly<Record<string, unknown>> | null): void;
  /** The window is gone, or was left, without an answer. */
  abandon(): void;
  /** The window can't open, or can't be used. */
  fail(code: IamportErrorCode, message: string | false, cause?: unknown): void;
  /** Something before the window failed, which has an error of its own. */
  refuse(error: IamportError): void;
  /** The shop's signal has fired. */
  abort(reason: unknown): void;
}

/** What an answer says that never came. */
const abandoned = { error_code: "ABANDONED", error_msg: "No answer." };

/** @param onEnd - called once */
export function createSession(request: SessionRequest, onEnd: (ending: Ending) => void): Session {
  let state: ReturnType<Session["state"]> = "waiting";
  let hasLived = false;

  const settle = (end: Ending["end"], isAnswered = false) => {
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
        ? isPopupCutOff().then((isCutOff) =>
            isCutOff ? toResult(fields, delivery, { ...request, isPopupCutOff: true }) : result,
          )
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
