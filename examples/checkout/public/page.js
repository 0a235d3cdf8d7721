import { product } from "/config.js";
import { money, words } from "./words.js";

const asked = new URLSearchParams(location.search).get("lang");

/** Korean, unless the customer's browser or the address says English. */
export const language = (asked ?? navigator.language).startsWith("en") ? "en" : "ko";

const price = money(product.amount, product.currency, language);

export const say = (key) => words[language][key]?.replace("{price}", price);

/** Fills the page's elements with their words: they name them, `data-word="total"`. */
export function fillWords() {
  document.documentElement.lang = language;
  document.title = say("title");
  for (const element of document.querySelectorAll("[data-word]"))
    element.textContent = say(element.dataset.word);
  for (const link of document.querySelectorAll("footer a")) link.search = `?lang=${language}`;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.lang === language) link.setAttribute("aria-current", "true");
  }
}
