// @vitest-environment node
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, it } from "vitest";

// Every block of code in the READMEs and the guides compiles as it stands.

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, "test/docs/blocks");

/** What a shop has beside the code that is shown. */
const shop: Record<string, string> = {
  "db.ts": `import type { Order, Payment } from "iamport-request-pay/server";
export declare const db: {
  findOrder(merchant_uid: string): Promise<Order | null>;
  settle(merchant_uid: string, status: string, payment: Payment): Promise<void>;
  unsettledOrders(): Promise<string[]>;
};`,
  "client.ts": `import type { IamportClient } from "iamport-request-pay/server";
export declare const client: IamportClient;`,
  "payments.ts": `import type { PaymentHandler } from "iamport-request-pay/server";
export declare const complete: PaymentHandler;
export declare const webhook: PaymentHandler;`,
};

interface Block {
  document: string;
  line: number;
  language: string;
  code: string;
}

function blocksOf(document: string): Block[] {
  const text = readFileSync(join(root, document), "utf8");
  return [...text.matchAll(/^```(tsx?|js|jsx)\n([\s\S]*?)^```$/gm)].map((match) => ({
    document,
    line: text.slice(0, match.index).split("\n").length,
    language: match[1] ?? "ts",
    code: match[2] ?? "",
  }));
}

const docs = join(root, "docs");
const documents = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...(existsSync(docs) ? readdirSync(docs) : [])
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
];
const blocks = documents.flatMap(blocksOf);

/** Each block as a file, where its first line says or under a name of its own. */
const files = new Map<string, string>();
for (const [name, text] of Object.entries(shop)) files.set(join(folder, name), text);
const places = blocks.map((block, index) => {
  const said = /^\/\/ ([\w./-]+\.tsx?)\n/.exec(block.code)?.[1];
  const place = join(folder, `${block.document.replace(/\W/g, "-")}`, `block-${index}`);
  // A block that names its place sees the shop's files from there.
  const file = said ? join(folder, said) : `${place.replace(/[^/\\]+$/, "")}block-${index}.${block.language}`;
  const code = said ? block.code : block.code.replace(/from "\.\//g, 'from "../');
  files.set(file, `${code}\nexport {};\n`);
  return file;
});

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.ReactJSX,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  types: ["jquery", "node"],
  paths: {
    "iamport-request-pay": [join(root, "src/index.ts")],
    "iamport-request-pay/window": [join(root, "src/window.ts")],
    "iamport-request-pay/*": [join(root, "src/*/index.ts")],
    playwright: [join(root, "node_modules/playwright-core")],
  },
};
const host = ts.createCompilerHost(options);
const { fileExists, readFile, getSourceFile, directoryExists } = host;
host.fileExists = (name) => files.has(name) || fileExists(name);
host.readFile = (name) => files.get(name) ?? readFile(name);
host.directoryExists = (name) => name.startsWith(folder) || (directoryExists?.(name) ?? true);
host.getSourceFile = (name, version, ...rest) => {
  const text = files.get(name);
  return text === undefined
    ? getSourceFile(name, version, ...rest)
    : ts.createSourceFile(name, text, version);
};
const program = ts.createProgram([...files.keys(), join(root, "src/raw.d.ts")], options, host);

it("there are blocks to look at, in both languages", () => {
  for (const document of ["README.md", "README.ko.md"]) expect(blocksOf(document).length).toBeGreaterThan(10);
});

it.each(blocks.map((block, index) => [`${block.document}:${block.line}`, index] as const))(
  "%s compiles",
  (_, index) => {
    const file = program.getSourceFile(places[index] ?? "");
    expect(file).toBeDefined();
    const problems = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
  },
);
