// What the build for development says, read from the source: the codes of `src/errors.ts`, and each message function of
// `src/messages/` and each finding of validation, with its code, its words and the Korean of them.
import ts from "typescript";

/**
 * @typedef {object} Message
 * @property {string} name the function's
 * @property {string} file
 * @property {string | null} code of the error that carries it; `null` for a warning
 * @property {string} text English, with placeholders as ‹name›
 * @property {string} ko
 */

/**
 * The codes of an error, in order, with what their comments say.
 *
 * @param {string} source of `src/errors.ts`
 * @returns {Map<string, string>}
 */
export function readCodes(source) {
  const file = ts.createSourceFile("errors.ts", source, ts.ScriptTarget.Latest, true);
  /** @type {Map<string, string>} */
  const codes = new Map();
  for (const statement of file.statements) {
    if (!ts.isTypeAliasDeclaration(statement) || statement.name.text !== "IamportErrorCode") continue;
    const members = ts.isUnionTypeNode(statement.type) ? statement.type.types : [statement.type];
    for (const member of members) {
      if (!ts.isLiteralTypeNode(member) || !ts.isStringLiteral(member.literal)) continue;
      // The comment stands before the `|`, which belongs to no node.
      const before = source.slice(0, member.getStart());
      const comment = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*\|?\s*$/.exec(before)?.[1] ?? "";
      codes.set(
        member.literal.text,
        comment
          .replace(/^\s*\* ?/gm, " ")
          .replace(/\s+/g, " ")
          .trim(),
      );
    }
  }
  return codes;
}

/**
 * The messages of one file of `src/messages`, a function each, and what is wrong with them.
 *
 * @param {string} file its name, for complaints
 * @param {string} source
 * @param {ReadonlySet<string>} codes
 */
export function readMessages(file, source, codes) {
  return read(file, exportedFunctions(parse(file, source)), codes);
}

/**
 * The words of validation's findings, an entry of `const words = { … }` each, and what is wrong with them.
 *
 * @param {string} file its name, for complaints
 * @param {string} source
 * @param {ReadonlySet<string>} codes
 */
export function readFindings(file, source, codes) {
  return read(file, entriesOfWords(parse(file, source)), codes);
}

/**
 * What says something, under its name.
 *
 * @typedef {{ name: string, node: ts.Node, body: ts.Node }} Saying
 */

/**
 * @param {string} file
 * @param {string} source
 */
function parse(file, source) {
  return ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
}

/**
 * @param {string} file
 * @param {readonly Saying[]} sayings
 * @param {ReadonlySet<string>} codes
 */
function read(file, sayings, codes) {
  /** @type {Message[]} */
  const messages = [];
  /** @type {string[]} */
  const complaints = [];
  for (const { name, node, body } of sayings) {
    /** @param {string} complaint */
    const complain = (complaint) => complaints.push(`${file}: ${name} ${complaint}`);
    const tags = new Map(ts.getJSDocTags(node).map((tag) => [tag.tagName.text, textOf(tag)]));
    const code = tags.get("code");
    const ko = tags.get("ko");
    if (!tags.has("warning") && !code) complain("lacks @code (or @warning)");
    if (code && !codes.has(code)) complain(`has @code ${code}, which is no code of src/errors.ts`);
    if (!ko) complain("lacks @ko");
    const text = wordsOf(body).replace(/\s+/g, " ").trim();
    if (!text) complain("has no words that can be read");
    messages.push({ name, file, code: code || null, text, ko: ko ?? "" });
  }
  return { messages, complaints };
}

/** @param {ts.JSDocTag} tag */
function textOf(tag) {
  return (ts.getTextOfJSDocComment(tag.comment) ?? "").replace(/\s+/g, " ").trim();
}

/**
 * `export const name = (…) => …` and `export function name(…) { … }`.
 *
 * @param {ts.SourceFile} file
 */
function exportedFunctions(file) {
  /** @type {Saying[]} */
  const found = [];
  for (const statement of file.statements) {
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (!isExported) continue;
    if (ts.isFunctionDeclaration(statement) && statement.name && statement.body) {
      found.push({ name: statement.name.text, node: statement, body: statement.body });
    } else if (ts.isVariableStatement(statement)) {
      for (const { name, initializer } of statement.declarationList.declarations) {
        if (initializer && ts.isArrowFunction(initializer)) {
          found.push({ name: name.getText(), node: statement, body: initializer.body });
        }
      }
    }
  }
  return found;
}

/**
 * `const words = { name: "…" }`
 *
 * @param {ts.SourceFile} file
 */
function entriesOfWords(file) {
  /** @type {Saying[]} */
  const found = [];
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (name.getText() !== "words" || !initializer) continue;
      const entries = ts.isAsExpression(initializer) ? initializer.expression : initializer;
      if (!ts.isObjectLiteralExpression(entries)) continue;
      for (const entry of entries.properties) {
        if (ts.isPropertyAssignment(entry)) {
          found.push({ name: entry.name.getText(), node: entry, body: entry.initializer });
        }
      }
    }
  }
  return found;
}

/**
 * The text that an expression makes, with what is only known when it runs as ‹name›, and (one | other) for a choice.
 *
 * @param {ts.Node} node
 * @returns {string}
 */
function wordsOf(node) {
  if (ts.isStringLiteralLike(node)) return node.text.replace(/{(\w+)}/g, "‹$1›");
  if (ts.isTemplateExpression(node)) {
    const spans = node.templateSpans.map(({ expression, literal }) => wordsOf(expression) + literal.text);
    return node.head.text + spans.join("");
  }
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return wordsOf(node.expression);
  if (ts.isConditionalExpression(node)) return choice([wordsOf(node.whenTrue), wordsOf(node.whenFalse)]);
  if (ts.isBinaryExpression(node)) {
    const isSum = node.operatorToken.kind === ts.SyntaxKind.PlusToken;
    return isSum
      ? wordsOf(node.left) + wordsOf(node.right)
      : choice([wordsOf(node.left), wordsOf(node.right)]);
  }
  if (ts.isIdentifier(node)) return `‹${node.text}›`;
  if (ts.isPropertyAccessExpression(node)) return `‹${node.name.text}›`;
  if (ts.isCallExpression(node)) {
    // Of `list.join(", ")` the list, of `quote(value)` the value.
    const { expression, arguments: given } = node;
    const isMethod = ts.isPropertyAccessExpression(expression);
    return wordsOf(isMethod ? expression.expression : (given[0] ?? expression));
  }
  if (ts.isBlock(node)) {
    /** @type {string[]} */
    const returned = [];
    /** @param {ts.Node} inner */
    const visit = (inner) => {
      if (ts.isReturnStatement(inner) && inner.expression) returned.push(wordsOf(inner.expression));
      else if (!ts.isFunctionLike(inner)) ts.forEachChild(inner, visit);
    };
    visit(node);
    return choice(returned);
  }
  return "‹…›";
}

/** @param {string[]} options */
function choice(options) {
  const words = options.filter(Boolean);
  if (words.length < 2) return words.length < options.length && words[0] ? `(${words[0]})` : (words[0] ?? "");
  return `(${words.join(" | ")})`;
}
