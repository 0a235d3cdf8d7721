import { pageReply } from "../http/reply.ts";
import type { Routes } from "../http/routes.ts";
import type { State } from "../service/state.ts";
import { page, plainMessage, receipt, shopOf } from "../window/views.ts";

/** Where `receipt_url` leads. */
export function receiptPages({ settings, payments, attempts }: State): Routes {
  return {
    "GET /receipt/{impUid}": (_, part) => {
      const payment = payments.get(part("impUid"));
      if (!payment?.receipt_url) {
        const view = plainMessage("매출전표를 찾을 수 없습니다", "No such receipt.");
        return pageReply(page("404", "ko", view), 404);
      }
      // What was paid by the REST API had no window.
      const attempt = attempts.get(payment.imp_uid);
      const language = attempt?.language ?? "ko";
      const shop = attempt ? shopOf(attempt) : settings.userCode;
      const view = receipt(payment, language, shop, attempt?.request.device ?? "pc");
      return pageReply(page("매출전표", language, view));
    },
  };
}
