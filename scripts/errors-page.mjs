// The page of errors, made of the source: the messages of the build for development, under the section of their code.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCodes, readFindings, readMessages } from "./read-messages.mjs";

const mark = /^<!-- messages: (\w+) -->\n[\s\S]*?^<!-- end -->$/gm;

/**
 * Writes the messages into `docs/errors.md` and `docs/errors.ko.md`. What stands outside the marks is written by hand and
 * stays.
 *
 * @param {string} root of the repository
 * @param {{ check: boolean }} options `check`: writes nothing, and complains of documents that are out of step
 * @returns {string[]} what is wrong: a code without a section, a message without its code or its Korean
 */
export function writeErrorsPage(root, { check }) {
  /** @param {string} path */
  const read = (path) => readFileSync(join(root, path), "utf8");

  const codes = readCodes(read("src/errors.ts"));
  const known = new Set(codes.keys());
  const validation = ["src/payment/validation/words.ts", "src/certification/words.ts"];
  const found = [
    ...readdirSync(join(root, "src/messages"))
      .filter((name) => name.endsWith(".ts") && name !== "warn.ts")
      .sort()
      .map((name) => readMessages(`src/messages/${name}`, read(`src/messages/${name}`), known)),
    ...validation.map((path) => readFindings(path, read(path), known)),
  ];
  const messages = found.flatMap(({ messages }) => messages);
  const complaints = found.flatMap(({ complaints }) => complaints);

  for (const [code, comment] of codes) if (!comment) complaints.push(`src/errors.ts: ${code} has no comment`);

  for (const language of /** @type {const} */ (["en", "ko"])) {
    const path = language === "en" ? "docs/errors.md" : "docs/errors.ko.md";
    const document = read(path);
    const marked = [...document.matchAll(mark)].map(([, name]) => name);
    for (const code of [...codes.keys(), "warnings"]) {
      if (!marked.includes(code)) complaints.push(`${path}: no <!-- messages: ${code} --> … <!-- end -->`);
      if (code !== "warnings" && !document.includes(`\n### ${code}\n`))
        complaints.push(`${path}: no ### ${code}`);
    }
    for (const name of marked) {
      if (name !== "warnings" && !codes.has(`${name}`)) complaints.push(`${path}: ${name} is no code`);
    }
    const written = document.replace(mark, (_, name) => {
      const own = messages.filter(({ code }) => (code ?? "warnings") === name);
      const lines = own.map(({ text, ko }) => `- ${asText(language === "en" ? text : ko)}`);
      return [
        `<!-- messages: ${name} -->`,
        "",
        ...lines,
        ...(lines.length > 0 ? [""] : []),
        "<!-- end -->",
      ].join("\n");
    });
    if (written === document) continue;
    if (check) complaints.push(`${path}: out of step with the source: run \`npm run errors\``);
    else writeFileSync(join(root, path), written);
  }
  return complaints;
}

/**
 * A message as text: what Markdown would take for markup stays as it is written.
 *
 * @param {string} text
 */
function asText(text) {
  return text.replace(/[<>]/g, (sign) => (sign === "<" ? "&lt;" : "&gt;")).replace(/\*/g, "\\*");
}
