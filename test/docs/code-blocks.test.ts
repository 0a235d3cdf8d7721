// @vitest-environment node
import { join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";
import { compileScript, parse } from "vue/compiler-sfc";
import { type Block, documents, read, root } from "./documents.ts";
import { packages, shop, worlds } from "./surroundings.ts";

// Every block of code in the READMEs and the guides compiles as it stands.

const folder = join(root, "test/docs/blocks");

/** What a block may be marked as. Code is compiled; another mark would let some slip through. */
const code = /^(tsx?|jsx?|vue|html)$/;
const text = /^(|csp|sh|sql|json|http|kotlin|swift)$/;

interface Source {
  /** Where it stands in a document. */
  name: string;
  file: string;
  /** The folder of its document's files. */
  place: string;
  text: string;
  /** Which packages it finds around it. */
  world: string;
  /** Whether it says its types. JavaScript is read as TypeScript that doesn't. */
  strict: boolean;
}

const blocks = documents.flatMap((document) => read(document).blocks);
const sources = blocks.filter(({ language }) => code.test(language)).flatMap(sourcesOf);

/** A block as source files: itself, the scripts of its HTML, or what Vue makes of it. */
function sourcesOf({ document, line, language, code }: Block): Source[] {
  const place = join(folder, document.replace(/\W/g, "-"));
  // A block can name its place, and be found there by the others of its document.
  const named = /^\/\/ ([\w./+-]+)\.[jt]sx?\n/.exec(code)?.[1];
  const make = (text: string, language: string, part = ""): Source => ({
    name: `${document}:${line}${part}`,
    place,
    file: join(place, `${named ?? `block-${line}${part}`}.${language.replace("j", "t")}`),
    // A module, even if it neither imports nor exports.
    text: `${text}\nexport {};\n`,
    world: worldOf(text, language),
    strict: language.startsWith("t"),
  });
  if (language === "html") {
    const scripts = [...code.matchAll(/<script(?![^>]* src=)[^>]*>([\s\S]*?)<\/script>/g)];
    return scripts.map(([, script = ""], index) => make(script, "js", `-script-${index + 1}`));
  }
  return language === "vue" ? componentOf(code, make) : [make(code, language)];
}

/** A single-file component: its script, and once more with what Vue makes of its template. */
function componentOf(code: string, make: (text: string, language: string, part: string) => Source): Source[] {
  const { descriptor, errors } = parse(code);
  const [error] = errors;
  if (error) throw error;
  const script = descriptor.scriptSetup ?? descriptor.script;
  if (!script) throw new Error("A component without a script");
  const compiled = compileScript(descriptor, { id: "block", inlineTemplate: !!descriptor.scriptSetup });
  return [
    make(script.content, script.lang ?? "js", "-script"),
    // Not strictly: a `v-if` tells the compiler nothing of what it has ruled out.
    make(compiled.content, "js", "-template"),
  ];
}

/** By what it imports. A script that imports nothing is a page's, with the globals of its tags. */
function worldOf(text: string, language: string): string {
  const before = Object.keys(worlds).find((name) => text.includes(`from "${name}"`));
  if (before) return before;
  if (/\$IMP\b/.test(text)) return "vue-iamport";
  return language === "js" && !/^import /m.test(text) ? "page" : "today";
}

const options: ts.CompilerOptions = {
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

/** The compiler's own files, and those of packages: read once for all programs. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** What the compiler has to say of each. */
function problemsOf(sources: readonly Source[]): string[][] {
  const programs = new Map<string, ts.Program>();
  const keyOf = ({ world, strict }: Source) => `${world} ${strict}`;
  for (const source of sources) {
    const key = keyOf(source);
    if (programs.has(key)) continue;
    const inhabitants = sources.filter((other) => keyOf(other) === key);
    programs.set(key, programOf(inhabitants, source));
  }
  return sources.map((source) => {
    const program = programs.get(keyOf(source));
    const file = program?.getSourceFile(source.file);
    if (!program || !file) throw new Error(`${source.file} is in no program`);
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  });
}

function programOf(
  sources: readonly Source[],
  { world, strict }: Pick<Source, "world" | "strict">,
): ts.Program {
  const files = new Map([[join(folder, "packages.d.ts"), packages]]);
  if (worlds[world]) files.set(join(folder, "world.d.ts"), worlds[world]);
  for (const { file, text } of sources) {
    if (files.has(file)) throw new Error(`Two blocks of one document are named ${file}`);
    files.set(file, text);
  }
  // Each document has a shop of its own, of which it may show a file itself.
  for (const place of new Set(sources.map(({ place }) => place))) {
    for (const [name, text] of Object.entries(shop)) {
      if (!files.has(join(place, name))) files.set(join(place, name), text);
    }
  }
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile, directoryExists } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.directoryExists = (name) => name.startsWith(folder) || (directoryExists?.(name) ?? true);
  host.getSourceFile = (name, version, ...rest) => {
    const text = files.get(name);
    if (text !== undefined) return ts.createSourceFile(name, text, version);
    if (!parsed.has(name)) parsed.set(name, getSourceFile(name, version, ...rest));
    return parsed.get(name);
  };
  return ts.createProgram([...files.keys(), join(root, "src/raw.d.ts")], { ...options, strict }, host);
}

it("there are blocks to look at, in both languages", () => {
  for (const document of ["README.md", "README.ko.md"]) {
    expect(sources.filter(({ name }) => name.startsWith(`${document}:`)).length).toBeGreaterThan(5);
  }
});

it("no block is marked as something that nobody looks at", () => {
  const unknown = blocks.filter(({ language }) => !code.test(language) && !text.test(language));
  expect(unknown.map(({ document, line, language }) => `${document}:${line} ${language}`)).toEqual([]);
});

it("a mistake in a block would be seen, whatever its language", () => {
  const wrong = 'document.querySelector("p").nonsense();';
  const inScript = `<script setup>\n${wrong}\n</script>\n`;
  const inTemplate =
    '<script setup lang="ts">\nconst pay = 1;\n</script>\n<template><p @click="pay.nonsense()" /></template>\n';
  const shown: [string, string][] = [
    ["ts", wrong],
    ["tsx", wrong],
    ["js", wrong],
    ["jsx", `import "vue";\n${wrong}`],
    ["html", `<script>${wrong}</script>`],
    ["vue", inScript],
    ["vue", inTemplate],
  ];
  const mistakes = shown.map(([language, code], line) =>
    sourcesOf({ document: "wrong.md", line, language, code }),
  );
  const found = mistakes.map((sources) => problemsOf(sources).flat().join());
  expect(found).toEqual(shown.map(() => expect.stringContaining("'nonsense' does not exist")));
}, 30_000);

const problems = problemsOf(sources);

it.each(sources.map(({ name }, index) => [name, index] as const))("%s compiles", (_, index) => {
  expect(problems[index]).toEqual([]);
});
