import { html } from "hono/html";
import { htmlPage, languages } from "../html-page.mjs";
import { words } from "./words.mjs";

/**
 * @param {string} state what is known, or what came of a check; `"adult"`: what is behind it is shown
 * @param {"ko" | "en"} language
 */
export function agePage(state, language) {
  const say = words[language];
  const notice = Object.keys(say.said).includes(state) ? say.said[state] : null;
  const isAdult = state === "adult";
  const main = html`<main class="narrow">
      <section class="card">
        <h1>${say.title}</h1>
        ${isAdult ? html`<p>${say.product}</p><div class="notice done" role="status"><strong>${say.adult}</strong></div>` : html`<p class="muted">${say.note}</p>`}
        <div id="message" role="status" aria-live="polite">${notice ? html`<div class="notice failed"><strong>${notice}</strong></div>` : ""}</div>
        ${
          isAdult
            ? ""
            : html`<button type="button" id="verify" disabled><span class="spinner" aria-hidden="true"></span><span>${say.verify}</span></button>
        <p class="fine">${say.kept}</p>`
        }
        <p class="fine"><a href="/?lang=${language}">${say.back}</a></p>
      </section>
    </main>`;
  return htmlPage({
    language,
    title: say.title,
    nav: languages(language),
    script: isAdult ? undefined : "/age-check.js",
    main,
  });
}
