import { readFileSync, writeFileSync } from "node:fs";
import { root } from "./install.mjs";

const file = `${root}docs/reliability.md`;

/**
 * Puts text between `<!-- name -->` and `<!-- /name -->` of `docs/reliability.md`.
 *
 * @param {string} name
 * @param {string} text
 */
export function writeChapter(name, text) {
  const document = readFileSync(file, "utf8");
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [document.indexOf(start), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/reliability.md has no place for "${name}".`);
  writeFileSync(file, `${document.slice(0, from)}${start}\n\n${text.trim()}\n\n${document.slice(to)}`);
}

/**
 * A heading with a table under it.
 *
 * @param {string} title
 * @param {string[]} columns
 * @param {string[][]} rows
 */
export function chapter(title, columns, rows) {
  const line = (/** @type {string[]} */ cells) => `| ${cells.map(plain).join(" | ")} |\n`;
  return `### ${title}\n\n${line(columns)}${line(columns.map(() => "---"))}${rows.map(line).join("")}`;
}

/** Text in a cell: nothing in it is markup. (An underscore within a word is none.) */
const plain = (/** @type {string} */ text) =>
  text
    .replace(/\s+/g, " ")
    .replace(/[\\|<*[\]]|(?<![a-z\d])_|_(?![a-z\d])/gi, (sign) => (sign === "<" ? "&lt;" : `\\${sign}`));
