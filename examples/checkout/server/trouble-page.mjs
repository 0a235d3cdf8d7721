import { html } from "hono/html";
import { words } from "../public/words.js";
import { htmlPage } from "./html-page.mjs";

/**
 * What a customer sees while the database or PortOne doesn't answer; it is loaded again by itself.
 *
 * @param {"ko" | "en"} language
 * @param {string} here
 */
export function troublePage(language, here) {
  const say = words[language];
  const main = html`<main class="narrow">
      <section class="card outcome checking">
        <div class="mark" aria-hidden="true"></div>
        <h1>${say.trouble}</h1>
        <p class="muted">${say.troubleNote}</p>
      </section>
    </main>`;
  return htmlPage({ language, title: `${say.trouble}`, refresh: here, main });
}
