import { html } from "hono/html";
import { money, words } from "../public/words.js";

/**
 * What an order's page says.
 *
 * @typedef {object} View
 * @property {"done" | "issued" | "failed" | "cancelled" | "new" | "checking" | "forged" | "nothing"} state
 * @property {string | null} [merchantUid] the order that was asked for
 * @property {import("./orders.mjs").Order | null} [order] what is known of it
 * @property {string | null} [reason] why, in the gateway's words or by a name of ours
 */

/**
 * Each state of an order in the database, by the name of its words.
 *
 * @type {Record<string, View["state"]>}
 */
const states = { new: "new", waiting: "issued", paid: "done", failed: "failed", cancelled: "cancelled" };

/**
 * @param {import("./orders.mjs").Order} order
 * @returns {View}
 */
export function viewOf(order) {
  // The customer has pressed Pay, and nothing has been heard since.
  const state = order.state === "new" && order.begunAt ? "checking" : (states[order.state] ?? "checking");
  return { state, order, reason: order.failReason };
}

/**
 * The page of an order, made on the server: whatever came from outside is set as text.
 *
 * @param {View} view
 * @param {{ language: "ko" | "en", sandboxUrl: string | null }} surroundings
 */
export function orderPage({ state, order, merchantUid, reason }, { language, sandboxUrl }) {
  const say = words[language];
  const amount = order && money(order.amount, order.currency, language);
  const due = order?.vbankDate ? new Date(order.vbankDate * 1000) : null;
  const waits = state === "issued" || state === "checking";
  /** @type {[string, unknown][]} */
  const rows = [
    ["reason", state === "forged" ? say[reason === "amount" ? "other_amount" : `${reason}`] : reason],
    ["order", order?.merchantUid ?? merchantUid],
    ["total", amount],
    ["payment", order?.impUid],
    ["method", order?.payMethod && (say[order.payMethod] ?? order.payMethod)],
    ["bank", order?.vbankName],
    ["account", order?.vbankNum],
    ["holder", order?.vbankHolder],
    [
      "due",
      due?.toLocaleString(language, {
        dateStyle: "medium",
        timeStyle: "short",
        hourCycle: "h23",
        timeZone: "Asia/Seoul",
      }),
    ],
    [
      "receipt",
      // The address is PortOne's or a gateway's: a page, and no script.
      /^https?:\/\//.test(order?.receiptUrl ?? "") &&
        html`<a href="${order?.receiptUrl}" target="_blank" rel="noopener noreferrer">${say.receiptLink}</a>`,
    ],
  ];
  return html`<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="same-origin">
    ${waits ? html`<meta http-equiv="refresh" content="5">` : ""}
    <title>${say[state]} · ${say.shop}</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/shop.css">
  </head>
  <body>
    <header><a class="brand" href="/?lang=${language}">${say.shop}</a></header>
    <main class="narrow">
      <section class="card outcome ${state}">
        <div class="mark" aria-hidden="true"></div>
        <h1>${say[state]}</h1>
        <p class="muted">${say[`${state}Note`] ?? ""}</p>
        <dl class="facts">
          ${rows.filter(([, value]) => value).map(([name, value]) => html`<div><dt>${say[name]}</dt><dd>${value}</dd></div>`)}
        </dl>
        ${state === "issued" && sandboxUrl ? html`<p class="fine"><a href="${sandboxUrl}" target="_blank" rel="noopener">${say.deposit}</a></p>` : ""}
        <a class="button" href="/?lang=${language}">${say.back}</a>
      </section>
    </main>
  </body>
</html>`;
}
