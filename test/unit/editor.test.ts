// @vitest-environment node
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, it } from "vitest";

const file = fileURLToPath(new URL("a-shop.ts", import.meta.url));

/** What an editor's language server has to go on. */
function service(source: string): ts.LanguageService {
  return ts.createLanguageService({
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot: (name) => {
      const text = name === file ? source : ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => fileURLToPath(new URL("../..", import.meta.url)),
    getCompilationSettings: () => ({
      strict: true,
      noEmit: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      allowImportingTsExtensions: true,
      types: ["jquery"],
    }),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
  });
}

it.each([
  ["pg", ["kcp", "naverpay", "tosspayments"]],
  ["pay_method", ["card", "vbank", "phone"]],
  ["currency", ["KRW", "USD"]],
  ["language", ["ko", "en"]],
])("an editor completes %s", (name, wanted) => {
  const source = `import { requestPay } from "../../src/index.ts";\nrequestPay({ amount: 64900, ${name}: "" });`;
  const completions = service(source).getCompletionsAtPosition(file, source.indexOf('""') + 1, {});
  expect(completions?.entries.map((entry) => entry.name)).toEqual(expect.arrayContaining(wanted));
});

it("the compiler's message names what is missing, in a few lines", () => {
  const source = `import { requestPay } from "../../src/index.ts";
requestPay({ amount: 64900, pg: "danal_tpay", pay_method: "vbank" });`;
  const [diagnostic, ...others] = service(source).getSemanticDiagnostics(file);
  expect(others).toEqual([]);
  const message = ts.flattenDiagnosticMessageText(diagnostic?.messageText, "\n");
  expect(message).toContain("Property 'biz_num' is missing");
  expect(message.split("\n").length).toBeLessThan(4);
});
