import type { IamportErrorCode } from "../errors.ts";
import type { Completion } from "./complete-payment.ts";

/** What {@link sentenceFor} can write. */
export type SentenceLanguage = "ko" | "en";

/**
 * What a customer should read at the end of a payment: the server's verdict as a sentence, or what to do when there is
 * none. It never shows an error's message, which is for you, and it never invites the customer to pay again where the
 * first payment may have gone through: it says "nothing was charged" only for errors of this library that came before
 * the payment.
 *
 * @param ending - what {@link completePayment} returned, or whatever it or {@link requestPay} threw
 * @param language - `"ko"` or `"en"`; that of the page (`<html lang>`), else of the browser, when left out
 * @example
 * ```ts
 * try {
 *   const result = await requestPay(order);
 *   show(sentenceFor(await completePayment(result, { url: "/payments/complete" })));
 * } catch (error) {
 *   console.error(error);
 *   show(sentenceFor(error));
 * }
 * ```
 * @see https://portone.gitbook.io/docs-en/auth/guide (section 6)
 */
export function sentenceFor(ending: unknown, language: SentenceLanguage = pageLanguage()): string {
  const say = sentences[language];
  const { status, name, code, merchant_uid, message, vbank_num } = fieldsOf(ending);
  if (typeof status === "string") {
    switch (status) {
      case "success":
        return say.paid;
      case "vbankIssued":
        return vbank_num ? say.transfer(accountOf(ending as Completion, language)) : say.accountIssued;
      case "failed":
      case "notStarted":
        return say.notPaid;
      case "pending":
        return say.unsure;
      case "forgery":
        return say.notThisOrder;
      default:
        return typeof message === "string" ? message : say.unsure;
    }
  }
  if (code === "POPUP_BLOCKED") return say.popupBlocked;
  if (code === "PAYMENT_IN_PROGRESS") return say.alreadyOpen;
  // By its name, since another copy of this library has a class of its own. Any other error may have been thrown after
  // the payment.
  const isKnown = name === "IamportError" && !merchant_uid;
  return isKnown && beforePayment.includes(code) ? say.notStarted : say.unsure;
}

/** What goes wrong before the SDK is called, if the error names no order. */
const beforePayment: readonly unknown[] = [
  "NOT_IN_BROWSER",
  "NOT_INITIALIZED",
  "ALREADY_INITIALIZED",
  "SDK_LOAD_FAILED",
  "SDK_LOAD_TIMEOUT",
  "JQUERY_UNUSABLE",
  "INIT_FAILED",
  "INVALID_PARAMS",
  "WINDOW_FAILED",
  "ABORTED",
] satisfies IamportErrorCode[];

const sentences = {
  ko: {
    paid: "결제가 완료되었습니다.",
    transfer: (account: string) => `아직 결제되지 않았습니다. 다음 계좌로 입금해 주세요: ${account}`,
    accountIssued: "아직 결제되지 않았습니다. 입금하실 계좌는 주문 내역에서 확인해 주세요.",
    notPaid: "결제되지 않았습니다. 다시 시도하실 수 있습니다.",
    unsure:
      "결제가 되었는지 아직 확인하지 못했습니다. 다시 결제하지 마시고, 잠시 후 주문 내역에서 확인해 주세요.",
    notThisOrder: "이 결제는 주문과 일치하지 않습니다. 다시 결제하지 마시고 상점에 문의해 주세요.",
    popupBlocked: "결제창이 차단되었습니다. 이 사이트의 팝업을 허용한 뒤 다시 눌러 주세요.",
    alreadyOpen: "결제창이 이미 열려 있습니다.",
    notStarted: "결제를 시작하지 못했고, 결제된 금액은 없습니다. 다시 시도해 주세요.",
  },
  en: {
    paid: "Your payment is complete.",
    transfer: (account: string) => `Nothing is paid yet. Please transfer the amount to ${account}`,
    accountIssued: "Nothing is paid yet. The account to transfer to is among your orders.",
    notPaid: "The payment was not made. You can try again.",
    unsure:
      "We could not confirm yet whether you have paid. Please don't pay again; look at your orders in a moment.",
    notThisOrder: "This payment doesn't match the order. Please don't pay again, and contact the shop.",
    popupBlocked:
      "The payment window was blocked. Please allow popups for this site, and press the button again.",
    alreadyOpen: "The payment window is open already.",
    notStarted: "The payment could not be started, and nothing was charged. Please try again.",
  },
};

function fieldsOf(ending: unknown): Record<string, unknown> {
  return typeof ending === "object" && ending !== null ? { ...ending } : {};
}

/** Bank, number, holder and deadline of the account, as far as the server names them. */
function accountOf(
  { vbank_name, vbank_num, vbank_holder, vbank_date }: Completion,
  language: SentenceLanguage,
) {
  const holder = vbank_holder ? ` (${vbank_holder})` : "";
  const account = [vbank_name, vbank_num].filter(Boolean).join(" ") + holder;
  if (typeof vbank_date !== "number") return account;
  // Seconds since 1970; banks in Korea count in Korea's time.
  const due = new Date(vbank_date * 1000).toLocaleString(language, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "Asia/Seoul",
  });
  return language === "ko" ? `${account}, ${due}까지` : `${account} by ${due} (Korea)`;
}

function pageLanguage(): SentenceLanguage {
  const page = typeof document === "undefined" ? "" : document.documentElement.lang;
  const browser = typeof navigator === "undefined" ? "" : navigator.language;
  return (page || browser || "").startsWith("ko") ? "ko" : "en";
}
