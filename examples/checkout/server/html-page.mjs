import { html } from "hono/html";
import { words } from "../public/words.js";

/**
 * A page that the server makes.
 *
 * @param {object} page
 * @param {"ko" | "en"} page.language
 * @param {string} page.title
 * @param {string | false} [page.refresh] what to load in five seconds
 * @param {unknown} [page.nav]
 * @param {string} [page.script] a module that the page runs
 * @param {unknown} page.main
 */
export function htmlPage({ language, title, refresh, nav = "", script, main }) {
  const { shop } = words[language];
  return html`<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="same-origin">
    ${refresh ? html`<meta http-equiv="refresh" content="5; url=${refresh}">` : ""}
    <title>${title} · ${shop}</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/shop.css">
    ${script ? html`<script type="module" src="${script}"></script>` : ""}
  </head>
  <body>
    <header><a class="brand" href="/?lang=${language}">${shop}</a>${nav}</header>
    ${main}
  </body>
</html>`;
}

/**
 * The two languages, to choose from.
 *
 * @param {"ko" | "en"} language
 */
export function languages(language) {
  const link = (/** @type {"ko" | "en"} */ code, /** @type {string} */ name) =>
    html`<a href="?lang=${code}" lang="${code}" ${code === language ? html`aria-current="true"` : ""}>${name}</a>`;
  return html`<nav aria-label="Language">${link("ko", "한국어")}${link("en", "English")}</nav>`;
}
