import { landingOf } from "../sdk/answer.ts";
import type { Attempt } from "../service/attempt.ts";
import { newCertification } from "../service/certifications.ts";
import type { Language } from "../service/errors.ts";
import { formatMoney } from "../service/money.ts";
import type { Payment } from "../service/payments.ts";
import frameScript from "./frame.js?raw";
import { gatewayName, methodName } from "./gateway-names.ts";
import { type Html, html, verbatim } from "./html.ts";
import styles from "./window.css?raw";
import windowScript from "./window.js?raw";
import { words } from "./words.ts";

const style = html`<style>${verbatim(styles)}</style>`;

/** A whole page around a view. */
export function page(title: string, language: Language, view: Html): string {
  return html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><link rel="icon" href="data:,"></head>
<body>${view}<script>${verbatim(windowScript)}</script></body>
</html>`.markup;
}

interface FramePage {
  userCode: string;
  /** The gateway whose frame it is; empty for the default one. */
  provider: string;
  overlay: boolean;
  /** What its page wants to go wrong with its payments; empty for nothing. */
  fault: string;
  /** Whether it posts a text that is no JSON once it has loaded. */
  postsAtLoad?: boolean;
}

/** The SDK's payment frame before it is asked for anything: nothing to see, and quick, for there are many. */
export function framePage({ userCode, provider, overlay, fault, postsAtLoad = false }: FramePage): string {
  return html`<!doctype html>
<html lang="ko" data-user-code="${userCode}" data-provider="${provider}" data-overlay="${String(overlay)}" data-fault="${fault}" data-posts-at-load="${String(postsAtLoad)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>PortOne sandbox</title></head>
<body><script>${verbatim(windowScript)}${verbatim(frameScript)}</script></body>
</html>`.markup;
}

/** What a view's script has to know of its payment. */
function surface(attempt: Attempt, content: Html, deliver?: object, look = attempt.display): Html {
  const { payment, language, display, request } = attempt;
  const say = words[language];
  return html`${style}<div class="surface ${look} ${request.device}" lang="${language}" data-imp-uid="${payment.imp_uid}" data-display="${display}" data-shop="${request.shopOrigin}" data-busy="${say.busy}" data-failed="${say.failed}"${deliver ? html` data-deliver="${JSON.stringify(deliver)}"` : ""}>${content}</div>`;
}

/** What it is called, and what it is; `null`: it isn't known. */
type Row = [string | Html, string | Html | null];

/** The payment window: what is paid, to whom, how, and what to do about it. */
export function paymentWindow(attempt: Attempt): Html {
  const { payment, language, request } = attempt;
  const say = words[language];
  const certification = request.action === "certification";
  const vbank = payment.pay_method === "vbank";
  const rows: Row[] = certification
    ? personOf(attempt)
    : [
        [say.merchant, shopOf(attempt)],
        [say.method, methodName(payment.pay_method, language)],
        [say.buyer, payment.buyer_name],
        [say.order, payment.merchant_uid],
      ];
  return surface(
    attempt,
    html`<main class="window" role="dialog" aria-modal="true" aria-labelledby="title" aria-describedby="notice">
${header(attempt)}
<p class="notice" id="notice">${certification ? say.noticeVerification : say.notice}</p>
<div class="sum">
<h1 id="title">${certification ? say.verification : (payment.name ?? say.unnamed)}</h1>
${certification ? null : html`<p class="amount">${formatMoney(payment.amount, payment.currency, language)}</p>`}
</div>
<dl>${rows.map(([name, value]) => (value ? html`<div><dt>${name}</dt><dd>${value}</dd></div>` : html``))}</dl>
<div class="actions">
<button type="button" class="primary" data-decision="approve" data-focus>${certification ? say.verify : vbank ? say.issue : say.pay}</button>
<div class="others">
<button type="button" data-decision="decline">${say.decline}</button>
<button type="button" data-decision="cancel" data-escape>${say.cancel}</button>
</div>
</div>
<p class="status" role="status"></p>
</main>`,
  );
}

/**
 * The person whom a verification will be of: the one that the shop has named, else the sandbox's own. The date of birth
 * can be changed, to try a minor.
 */
function personOf({ request, language, payment }: Attempt): Row[] {
  const say = words[language];
  const { name, phone, carrier, company, min_age } = request.data;
  const person = newCertification({
    imp_uid: payment.imp_uid,
    merchant_uid: payment.merchant_uid,
    pg_provider: payment.pg_provider,
    pg_tid: null,
    name: textOr(name, null),
    phone: textOr(phone, null),
    carrier: textOr(carrier, null),
    origin: "",
    certifiedAt: null,
  });
  return [
    [say.merchant, textOr(company, request.userCode)],
    [say.person, person.name],
    [
      html`<label for="birthday">${say.birthday}</label>`,
      html`<input type="date" id="birthday" name="birthday" value="${person.birthday ?? ""}">`,
    ],
    [say.phone, `${person.carrier} ${person.phone}`],
    [say.minAge, Number(min_age) > 0 ? say.years(Number(min_age)) : null],
  ];
}

function textOr<Other>(value: unknown, other: Other): string | Other {
  return typeof value === "string" && value ? value.slice(0, 40) : other;
}

/** Naver Pay's order type: the order is taken, the browser hears nothing of it. */
export function orderReceived(attempt: Attempt): Html {
  const say = words[attempt.language];
  return surface(
    attempt,
    html`<main class="window result" role="dialog" aria-modal="true" aria-labelledby="title">
${header(attempt)}
<p class="notice">${say.notice}</p>
<div class="mark done" aria-hidden="true"></div>
<h1 id="title">${say.received}</h1>
<p class="explain">${say.receivedExplained}</p>
<div class="actions"><button type="button" class="primary" data-decision="close" data-focus data-escape>${say.close}</button></div>
<p class="status" role="status"></p>
</main>`,
  );
}

/** Shown in the frame while the payment goes on in a popup, or the tab is about to leave. */
export function waiting(attempt: Attempt): Html {
  const { language, display, request } = attempt;
  const say = words[language];
  const { inPopup, explained, leaving } =
    request.action === "certification"
      ? {
          inPopup: say.verifyingInPopup,
          explained: say.verifyingInPopupExplained,
          leaving: say.leavingToVerify,
        }
      : { inPopup: say.inPopup, explained: say.inPopupExplained, leaving: say.leaving };
  const isInPopup = display === "popup";
  return surface(
    attempt,
    html`<main class="window result" role="dialog" aria-labelledby="title">
${header(attempt)}
<div class="mark busy" aria-hidden="true"></div>
<h1 id="title">${isInPopup ? inPopup : leaving}</h1>
<p class="explain">${isInPopup ? explained : ""}</p>
</main>`,
    undefined,
    "frame",
  );
}

/** A payment that is over, for whoever finishes it or comes back to it. */
export function finishedPayment(attempt: Attempt, deliver?: object): Html {
  const { payment, language, display, request, approvesLater } = attempt;
  const say = words[language];
  const failed = payment.status === "failed";
  const back = display === "page" ? landingOf(attempt) : null;
  const title = failed
    ? request.action === "certification"
      ? say.notVerified
      : say.notPaid
    : request.action === "certification"
      ? say.verified
      : payment.status === "paid"
        ? say.paid
        : approvesLater
          ? say.pending
          : say.issued;
  const rows: [string, string | null][] =
    request.action === "certification"
      ? []
      : [
          [say.product, payment.name],
          [say.amount, formatMoney(payment.amount, payment.currency, language)],
          [say.account, payment.vbank_num && `${payment.vbank_name} ${payment.vbank_num}`],
          [say.order, payment.merchant_uid],
        ];
  return surface(
    attempt,
    html`<main class="window result" aria-labelledby="title">
${header(attempt)}
<div class="mark ${failed ? "failed" : approvesLater ? "busy" : "done"}" aria-hidden="true"></div>
<h1 id="title">${title}</h1>
${failed ? html`<p class="explain">${payment.fail_reason}</p>` : null}
<dl>${rows.map(([name, value]) => (value ? html`<div><dt>${name}</dt><dd>${value}</dd></div>` : html``))}</dl>
${back ? html`<div class="actions"><a class="primary" href="${back}" data-focus>${say.back}</a></div>` : null}
<p class="explain small">${request.action === "certification" ? say.noticeVerification : say.notice}</p>
</main>`,
    deliver,
  );
}

/** The receipt of a payment, with what was given back of it. */
export function receipt(payment: Payment, language: Language, shop: string, device: "pc" | "mobile"): Html {
  const say = words[language];
  const money = (amount: number) => formatMoney(amount, payment.currency, language);
  const rows: [string, string | null][] = [
    [say.merchant, shop],
    [say.product, payment.name],
    [say.order, payment.merchant_uid],
    [say.method, methodName(payment.pay_method, language)],
    [say.buyer, payment.buyer_name],
    [say.paidAt, dateAndTime(payment.paid_at)],
    [say.tid, payment.pg_tid],
  ];
  return html`${style}<div class="surface page ${device}" lang="${language}"><main class="window result" aria-labelledby="title">
${header({ payment, language })}
<p class="notice">${say.notice}</p>
<div class="sum"><h1 id="title">${say.receipt}</h1><p class="amount">${money(payment.amount)}</p></div>
<dl>${rows.map(([name, value]) => (value ? html`<div><dt>${name}</dt><dd>${value}</dd></div>` : html``))}</dl>
${payment.cancel_history.map(
  ({ cancellation_id, amount, reason, cancelled_at }) =>
    html`<dl id="${cancellation_id}"><div><dt>${say.cancelled}</dt><dd>−${money(amount)}</dd></div><div><dt>${dateAndTime(cancelled_at)}</dt><dd>${reason}</dd></div></dl>`,
)}
</main></div>`;
}

/** In Korea, where the gateways are. */
export function dateAndTime(unixSeconds: number): string {
  const inKorea = new Date((unixSeconds + 9 * 60 * 60) * 1000);
  return `${inKorea.toISOString().slice(0, 16).replace("T", " ")} KST`;
}

/** A page that only says something. */
export function plainMessage(title: string, explanation: string): Html {
  return html`${style}<div class="surface page"><main class="window result"><div class="mark failed" aria-hidden="true"></div><h1>${title}</h1><p class="explain">${explanation}</p></main></div>`;
}

function header({ payment, language }: Pick<Attempt, "payment" | "language">): Html {
  const name = gatewayName(payment.pg_provider, language);
  return html`<header><span class="logo" aria-hidden="true">${name.slice(0, 1)}</span><span class="gateway">${name}</span><span class="badge">${words[language].badge}</span></header>`;
}

/** What the customer reads as the merchant's name. */
export function shopOf({ request }: Attempt): string {
  const { company } = request.data;
  return typeof company === "string" && company
    ? `${company.slice(0, 100)} (${request.userCode})`
    : request.userCode;
}
