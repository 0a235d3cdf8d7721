import { html } from "hono/html";
import { readReceiptUrl } from "iamport-request-pay/server";
import { money, words } from "../public/words.js";
import { htmlPage } from "./html-page.mjs";

/**
 * What an order's page says.
 *
 * @typedef {object} View
 * @property {"done" | "held" | "issued" | "expired" | "failed" | "cancelled" | "new" | "checking" | "forged" | "nothing"} state
 * @property {string | null} [merchantUid] the order that was asked for
 * @property {import("./orders.mjs").Order | null} [order] what is known of it
 * @property {string | null} [reason] why, in the gateway's words or by a name of ours
 */

/** @type {Record<import("./orders.mjs").Order["state"], View["state"]>} */
const states = {
  new: "new",
  waiting: "issued",
  expired: "expired",
  paid: "done",
  failed: "failed",
  cancelled: "cancelled",
};

/**
 * @param {import("./orders.mjs").Order} order
 * @returns {View}
 */
export function viewOf(order) {
  const { state, asking, sent, failReason } = order;
  // Another attempt is under way: how the one before ended isn't the answer any more.
  if (asking && state !== "paid" && state !== "waiting") return { state: "checking", order };
  // Something was given back before the parcel went, or all of it, and it was paid again: a person decides whether one goes.
  if (state === "paid" && !sent) return { state: "held", order };
  return { state: states[state], order, reason: state === "failed" ? failReason : null };
}

/**
 * The page of an order, made on the server: whatever came from outside is set as text. Whoever isn't its customer sees
 * what it has come to, and no more.
 *
 * @param {View} view
 * @param {{ language: "ko" | "en", sandboxUrl: string | null, isCustomer: boolean }} surroundings
 */
export function orderPage(view, { language, sandboxUrl, isCustomer }) {
  const { state, order } = view;
  const say = words[language];
  const waits = state === "issued" || state === "checking";
  const here = order && `/orders/${encodeURIComponent(order.merchantUid)}?lang=${language}`;
  const isElsewhere = state === "issued" && !isCustomer;
  const isHere = state === "issued" && isCustomer && sandboxUrl;
  const rows = isCustomer || !order ? rowsOf(view, language, sandboxUrl) : [];
  const main = html`<main class="narrow">
      <section class="card outcome ${state}">
        <div class="mark" aria-hidden="true"></div>
        <h1>${say[state]}</h1>
        <p class="muted">${say[isElsewhere ? "elsewhereNote" : `${state}Note`] ?? ""}</p>
        ${
          rows.length > 0
            ? html`<dl class="facts">
          ${rows.map(([name, value]) => html`<div><dt>${say[name]}</dt><dd>${value}</dd></div>`)}
        </dl>`
            : ""
        }
        ${isHere ? html`<p class="fine"><a href="${sandboxUrl}" target="_blank" rel="noopener">${say.deposit}</a></p>` : ""}
        <a class="button" href="/?lang=${language}">${say.back}</a>
      </section>
    </main>`;
  return htmlPage({ language, title: `${say[state]}`, refresh: waits && `${here}`, main });
}

/**
 * @param {View} view
 * @param {"ko" | "en"} language
 * @param {string | null} sandboxUrl
 * @returns {[string, unknown][]}
 */
function rowsOf({ state, order, merchantUid, reason }, language, sandboxUrl) {
  const say = words[language];
  const isAccount = state === "issued" || state === "expired";
  const receipt = readReceiptUrl({ receipt_url: order?.receiptUrl ?? null, sandbox: sandboxUrl !== null });
  const due = order?.vbankDate ? new Date(order.vbankDate * 1000) : null;
  /** @type {[string, unknown][]} */
  const rows = [
    ["reason", state === "forged" ? say[reason === "amount" ? "other_amount" : `${reason}`] : reason],
    ["order", order?.merchantUid ?? merchantUid],
    ["total", order && money(order.amount, order.currency, language)],
    [
      "givenBack",
      order && Number(order.cancelled) > 0 && money(`${order.cancelled}`, order.currency, language),
    ],
    ["payment", order?.impUid],
    ["method", order?.payMethod && (say[order.payMethod] ?? order.payMethod)],
    ["bank", isAccount && order?.vbankName],
    ["account", isAccount && order?.vbankNum],
    ["holder", isAccount && order?.vbankHolder],
    ["due", isAccount && due && dateTime(due, language)],
    [
      "receipt",
      receipt && html`<a href="${receipt}" target="_blank" rel="noopener noreferrer">${say.receiptLink}</a>`,
    ],
  ];
  return rows.filter(([, value]) => value);
}

/**
 * @param {Date} time
 * @param {"ko" | "en"} language
 */
export function dateTime(time, language) {
  return time.toLocaleString(language, {
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
    timeZone: "Asia/Seoul",
  });
}
