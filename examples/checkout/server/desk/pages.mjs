import { html } from "hono/html";
import { bankCodes } from "iamport-request-pay/server";
import { money, words as shopWords } from "../../public/words.js";
import { htmlPage } from "../html-page.mjs";
import { dateTime } from "../order-page.mjs";
import { words } from "./words.mjs";

/** @typedef {import("./books.mjs").KnownPayment} KnownPayment */
/** @typedef {import("../orders.mjs").Order} Order */

/**
 * @typedef {object} Desk
 * @property {"ko" | "en"} language
 * @property {string} token what every form of the desk carries
 * @property {string} search
 * @property {string | null} said what came of the last form
 * @property {string | null} detail why not, in PortOne's words
 * @property {{ order: Order, payments: KnownPayment[] }[]} orders
 * @property {import("./books.mjs").Cut<KnownPayment>} toGiveBack
 * @property {import("./books.mjs").Cut<Order>} held
 * @property {{ merchantUid: string, impUid: string, reason: string, times: string, lastAt: Date }[]} reports
 * @property {{ waiting: number, due: number, readUntil: Date | null }} look
 */

/** @param {"ko" | "en"} language */
function wordsIn(language) {
  /** @type {Record<string, string>} */
  const own = words[language];
  return { ...shopWords[language], ...own };
}

/**
 * @param {"ko" | "en"} language
 * @param {"wrong" | "later" | null} refused
 */
export function loginPage(language, refused) {
  const say = wordsIn(language);
  const main = html`<main class="narrow desk">
      <section class="card">
        <h1>${say.desk}</h1>
        ${refused ? html`<div class="notice failed" role="alert">${say[refused]}</div>` : ""}
        <form method="post" action="/desk/open?lang=${language}">
          <input name="password" type="password" autocomplete="current-password" aria-label="${say.password}" placeholder="${say.password}" required autofocus>
          <button>${say.enter}</button>
        </form>
      </section>
    </main>`;
  return htmlPage({ language, title: `${say.desk}`, main });
}

/** @param {Desk} desk */
export function deskPage(desk) {
  const { language, token, search, said, orders, toGiveBack, held, reports, look } = desk;
  const say = wordsIn(language);
  const none = html`<p class="muted">${say.none}</p>`;
  const outcome = said && say[`said:${said}`];
  const isGood = said === "refunded" || said === "sent";

  const nav = html`<nav aria-label="Language"><a href="?lang=ko" lang="ko">한국어</a><a href="?lang=en" lang="en">English</a>
      <form method="post" action="/desk/do/close?lang=${language}"><input type="hidden" name="token" value="${token}"><button>${say.leave}</button></form></nav>`;
  const main = html`<main class="desk">
      ${
        outcome
          ? html`<section class="card notice ${isGood ? "" : "failed"}" role="status"><strong>${outcome}</strong>
        ${desk.detail ? html`<p>${desk.detail}</p>` : ""}</section>`
          : ""
      }
      <section class="card" id="give-back">
        <h1>${say.toGiveBack}</h1>
        <p class="muted">${say.toGiveBackNote}</p>
        ${toGiveBack.shown.length ? toGiveBack.shown.map((payment) => paymentItem(payment, desk)) : none}
        ${rest(toGiveBack, language)}
      </section>
      ${
        held.shown.length
          ? html`<section class="card" id="held">
        <h2>${say.held}</h2>
        <p class="muted">${say.heldNote}</p>
        ${held.shown.map(
          (order) => html`<div class="item">${orderLine(order, language)}
          <form method="post" action="/desk/do/send?lang=${language}">
            <input type="hidden" name="token" value="${token}"><input type="hidden" name="merchant_uid" value="${order.merchantUid}">
            <button>${say.send}</button>
          </form></div>`,
        )}
        ${rest(held, language)}
      </section>`
          : ""
      }
      <section class="card" id="orders">
        <h2>${say.orders}</h2>
        <form method="get" action="/desk"><input type="hidden" name="lang" value="${language}">
          <input name="q" value="${search}" aria-label="${say.search}" placeholder="${say.search}"><button class="quiet">${say.find}</button>
        </form>
        ${
          orders.length
            ? orders.map(
                ({ order, payments }) =>
                  html`<div class="item">${orderLine(order, language)}${payments.map((payment) => paymentItem(payment, desk))}</div>`,
              )
            : none
        }
      </section>
      <section class="card" id="reports">
        <h2>${say.reports}</h2>
        <p class="muted">${say.reportsNote}</p>
        ${
          reports.length
            ? reports.map(
                ({ merchantUid, impUid, reason, times, lastAt }) => html`<div class="item"><div class="line">
          <span class="tag warn">${say[`forged:${reason}`] ?? reason}</span><code>${merchantUid}</code><code>${impUid}</code>
          <span class="muted">${times}${say.times} · ${dateTime(lastAt, language)}</span></div></div>`,
              )
            : none
        }
      </section>
      <section class="card" id="look">
        <h2>${say.look}</h2>
        <dl>
          <div><dt>${say.waiting}</dt><dd>${look.waiting}</dd></div>
          <div><dt>${say.due}</dt><dd>${look.due}</dd></div>
          <div><dt>${say.readUntil}</dt><dd>${look.readUntil ? dateTime(look.readUntil, language) : say.never}</dd></div>
        </dl>
      </section>
    </main>`;
  return htmlPage({ language, title: `${say.desk}`, nav, main });
}

/**
 * What a list that was cut doesn't show.
 *
 * @param {import("./books.mjs").Cut<unknown>} list
 * @param {"ko" | "en"} language
 */
function rest({ more }, language) {
  if (more === 0) return "";
  return html`<p class="muted">${`${wordsIn(language).more}`.replace("…", `${more}`)}</p>`;
}

/**
 * @param {Order} order
 * @param {"ko" | "en"} language
 */
function orderLine({ merchantUid, amount, currency, state, createdAt, sent }, language) {
  const say = wordsIn(language);
  const color = state === "paid" ? "" : state === "failed" ? "bad" : "warn";
  return html`<div class="line"><code>${merchantUid}</code><strong>${money(amount, currency, language)}</strong>
    <span class="tag ${color}">${say[`state:${state}`]}</span>
    <span class="muted">${sent ? html`${say.sent} · ` : ""}${dateTime(createdAt, language)}</span></div>`;
}

/**
 * @param {KnownPayment} payment
 * @param {Desk} desk
 */
function paymentItem(payment, { language, token }) {
  const { impUid, merchantUid, amount, cancelled, currency, status, forged, isDuplicate, payMethod } =
    payment;
  const say = wordsIn(language);
  const left = subtract(amount, cancelled);
  const name = forged ? `forged:${forged}` : isDuplicate ? "state:duplicate" : `state:${status}`;
  const color = forged || isDuplicate || status === "failed" ? "bad" : status === "paid" ? "" : "warn";
  const back = Number(cancelled) > 0 ? `${say.given} ${money(cancelled, currency, language)}` : "";
  return html`<div class="item"><div class="line"><code>${impUid}</code><code>${forged || isDuplicate ? merchantUid : ""}</code>
    <span>${money(amount, currency, language)}</span><span class="muted">${[say[payMethod ?? ""], back].filter(Boolean).join(" · ")}</span>
    <span class="tag ${color}">${say[name]}</span></div>
    ${
      status === "paid" && Number(left) > 0
        ? html`<details><summary>${say.refund}</summary>
      <form method="post" action="/desk/do/refund?lang=${language}">
        <input type="hidden" name="token" value="${token}"><input type="hidden" name="imp_uid" value="${impUid}"><input type="hidden" name="left" value="${left}">
        <input name="amount" inputmode="decimal" aria-label="${say.amount}" placeholder="${say.amount} (${money(left, currency, language)})">
        <input name="reason" aria-label="${say.reason}" placeholder="${say.reason}">
        ${payMethod === "vbank" ? accountFields(say) : ""}
        <span class="buttons"><button class="quiet">${say.refundPart}</button><button name="all" value="1">${say.refundAll}</button></span>
      </form></details>`
        : ""
    }</div>`;
}

/**
 * The customer's account: money that came by a transfer goes back to one.
 *
 * @param {Record<string, string>} say
 */
function accountFields(say) {
  const byName = Object.entries(bankCodes).sort(([, one], [, other]) => one.localeCompare(other, "ko"));
  return html`<input name="refund_holder" aria-label="${say.refund_holder}" placeholder="${say.refund_holder}">
        <select name="refund_bank" aria-label="${say.refund_bank}">
          <option value="">${say.refund_bank}</option>
          ${byName.map(([code, bank]) => html`<option value="${code}">${bank}</option>`)}
        </select>
        <input name="refund_account" inputmode="numeric" autocomplete="off" aria-label="${say.refund_account}" placeholder="${say.refund_account}">`;
}

/**
 * Exactly, to the cent.
 *
 * @param {string} amount
 * @param {string} cancelled
 */
function subtract(amount, cancelled) {
  return String(Math.round(Number(amount) * 100 - Number(cancelled) * 100) / 100);
}
