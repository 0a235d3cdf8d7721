import { html } from "hono/html";
import { money } from "../../public/words.js";
import { htmlPage, languages } from "../html-page.mjs";
import { dateTime } from "../order-page.mjs";
import { price } from "./subscriptions.mjs";
import { words } from "./words.mjs";

/**
 * @param {import("./subscriptions.mjs").Subscription | null} subscription
 * @param {{ language: "ko" | "en", said: string | undefined }} asked
 */
export function subscriptionPage(subscription, { language, said }) {
  const say = words[language];
  const isActive = subscription?.state === "active";
  // A charge is under way, perhaps of the press before: what comes of it is said as soon as it is known.
  const isCharging =
    isActive &&
    (said === "unknown" || said === "paid") &&
    subscription.months.some(({ asking, state }) => asking && state !== "paid");
  const told = isCharging ? "unknown" : said;
  const notice =
    told && Object.keys(say.said).includes(told) && isSo(told, subscription) ? say.said[told] : null;
  // The window was open, and what came of it isn't known yet: a second card would pay a second time.
  const isChecking = subscription?.state === "registering" && subscription.months[0]?.asking === true;
  const main = html`<main class="narrow">
      <section class="card">
        <h1>${say.title}</h1>
        <p class="muted">${say.note}</p>
        <dl class="sums"><div class="total"><dt>${say.price}</dt><dd>${money(price.amount, price.currency, language)}</dd></div></dl>
        ${notice ? html`<div class="notice ${notice.kind}" role="status"><strong>${notice.text}</strong></div>` : ""}
        <div id="message" role="status" aria-live="polite"></div>
        ${isActive && subscription ? actions(subscription, language) : ""}
        ${isChecking ? html`<div class="notice unknown" role="status"><strong>${say.said.unknown?.text}</strong></div>` : ""}
        ${isActive || isChecking ? "" : register(subscription, language)}
        <p class="fine"><a href="/?lang=${language}">${say.back}</a></p>
      </section>
      ${subscription && subscription.state !== "registering" ? history(subscription, language) : ""}
    </main>`;
  const script = isActive || isChecking ? undefined : "/subscription.js";
  const here = `/subscription?lang=${language}`;
  const refresh = isCharging ? `${here}&said=paid` : isChecking && here;
  return htmlPage({ language, title: say.title, refresh, nav: languages(language), script, main });
}

/**
 * Whether the books bear out what the address says: anybody can make one that says "Paid".
 *
 * @param {string} said
 * @param {import("./subscriptions.mjs").Subscription | null} subscription
 */
function isSo(said, subscription) {
  const months = subscription?.months ?? [];
  const justNow = (/** @type {Date | null} */ time) =>
    time !== null && Date.now() - time.getTime() < 5 * 60_000;
  if (said === "paid") return months.some(({ state, paidAt }) => state === "paid" && justNow(paidAt));
  if (said === "declined") return months.some(({ state }) => state === "failed");
  if (said === "scheduled") return months.some(isComing);
  if (said === "stopped") return subscription?.state === "stopped";
  return true;
}

/**
 * @param {import("./subscriptions.mjs").Subscription | null} subscription
 * @param {"ko" | "en"} language
 */
function register(subscription, language) {
  const say = words[language];
  const again = subscription?.state === "stopped";
  return html`<button type="button" id="register" disabled><span class="spinner" aria-hidden="true"></span><span>${again ? say.registerAgain : say.register}</span></button>
        <p class="fine">${say.registerNote}</p>`;
}

/**
 * @param {import("./subscriptions.mjs").Subscription} subscription
 * @param {"ko" | "en"} language
 */
function actions({ months }, language) {
  const say = words[language];
  // One that was begun and didn't go through is tried again under its own number.
  const open = months.find(({ state }) => state !== "paid" && state !== "cancelled" && state !== "new");
  const notYet = months.filter(({ state }) => state === "new");
  const overdue = notYet.find(({ dueAt }) => dueAt <= new Date());
  // Nobody heard whether PortOne charges these: asked once more, they are the same schedules.
  const asked = notYet.filter((month) => !isComing(month) && month !== overdue).at(-1);
  const next = (months[0]?.month ?? 0) + 1;
  return html`<div class="actions">
          ${action("pay", (open ?? overdue)?.month ?? next, say.pay, language)}
          ${months.some(isComing) ? "" : action("schedule", asked?.month ?? next, say.schedule, language)}
          ${action("stop", 0, say.stop, language)}
        </div>`;
}

/**
 * Whether PortOne will charge it by itself.
 *
 * @param {import("./subscriptions.mjs").Month} month
 */
function isComing({ state, dueAt, scheduled }) {
  return state === "new" && scheduled && dueAt > new Date();
}

/**
 * @param {string} what
 * @param {number} month
 * @param {string} label
 * @param {"ko" | "en"} language
 */
function action(what, month, label, language) {
  return html`<form method="post" action="/subscription/do/${what}?lang=${language}"><input type="hidden" name="month" value="${month}"><button class="${what === "pay" ? "" : "quiet"}">${label}</button></form>`;
}

/**
 * @param {import("./subscriptions.mjs").Subscription} subscription
 * @param {"ko" | "en"} language
 */
function history({ months }, language) {
  const say = words[language];
  return html`<section class="card months">
        <h2>${say.months}</h2>
        <dl>
          ${months.map((month) => {
            const isAsked = month.asking || (month.state === "new" && month.dueAt > new Date());
            const state = isComing(month)
              ? "coming"
              : isAsked && month.state !== "paid"
                ? "checking"
                : month.state;
            const time = dateTime(month.paidAt ?? month.dueAt, language);
            return html`<div><dt>${time}</dt><dd>${say.states[state]}</dd></div>`;
          })}
        </dl>
      </section>`;
}
