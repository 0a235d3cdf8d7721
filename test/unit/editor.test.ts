// @vitest-environment node
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it, vi } from "vitest";

const file = fileURLToPath(new URL("a-shop.ts", import.meta.url));

let source = "";
let version = 0;

/** What an editor's language server has to go on: one for all tests, since it reads the compiler's libraries. */
const editor = ts.createLanguageService({
  getScriptFileNames: () => [file],
  getScriptVersion: (name) => (name === file ? `${version}` : "1"),
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

/** The editor, with that text in it. */
function service(text: string): ts.LanguageService {
  source = text;
  version += 1;
  return editor;
}

vi.setConfig({ testTimeout: 60_000 });

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

/** What the compiler says of a page, each message's lines. */
function diagnostics(source: string): string[][] {
  return service(source)
    .getSemanticDiagnostics(file)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n").split("\n"));
}

const requestPay = (params: string) =>
  `import { requestPay } from "../../src/index.ts";\nrequestPay(${params});`;

it.each([
  ["biz_num", "danal_tpay", '{ amount: 64900, pg: "danal_tpay", pay_method: "vbank" }'],
  ["biz_num", "danal_tpay", '{ amount: 64900, pg: "danal_tpay.9810030929", pay_method: "vbank" }'],
  ["customer_uid", "kcp_billing", '{ amount: 0, pg: "kcp_billing" }'],
  ["customer_id", "toss_brandpay", '{ amount: 64900, pg: "toss_brandpay" }'],
  ["naverProducts", "naverpay", '{ amount: 64900, pg: "naverpay" }'],
  ["amount", "every gateway", '{ pg: "kcp" }'],
])(
  "the last line of the compiler's message names what is missing, %s, and who wants it, %s",
  (name, by, params) => {
    const [lines, ...others] = diagnostics(requestPay(params));
    expect(others).toEqual([]);
    expect(lines?.length).toBeLessThan(4);
    expect(lines?.at(-1)).toContain(`Property '${name}' is missing`);
    expect(lines?.at(-1)).toContain(by);
  },
);

it("parameters typed by iamport-typings compile as they are, and so does its callback", () => {
  const source = `import type { RequestPayParams } from "iamport-typings/src/RequestPayParams";
import type { RequestPayNaverAdditionalParams } from "iamport-typings/src/naver/RequestPayNaverParams";
import type { RequestPayResponseCallback } from "iamport-typings/src/RequestPayResponse";
import { type IMP, requestPay, validateParams } from "../../src/index.ts";
declare const params: RequestPayParams;
declare const naver: RequestPayParams & RequestPayNaverAdditionalParams;
declare const callback: RequestPayResponseCallback;
declare const imp: IMP;
requestPay(params);
requestPay(naver);
validateParams(params);
imp.request_pay(params, callback);
imp.request_pay(params, (response) => { const uid: string | null | undefined = response.imp_uid; return uid; });`;
  expect(diagnostics(source)).toEqual([]);
});

const entries = {
  ".": "src/index.ts",
  "/react": "src/react/index.ts",
  "/vue": "src/vue/index.ts",
  "/server": "src/server/index.ts",
  "/testing": "src/testing/index.ts",
  "/sandbox": "src/sandbox/index.ts",
};

describe.each(Object.entries(entries))("what is exported by %s", (_, entry) => {
  /** Every export, with what an editor shows when it is pointed at. */
  function exported() {
    const path = fileURLToPath(new URL(`../../${entry}`, import.meta.url));
    const program = service(`export * from "../../${entry}";`).getProgram();
    const checker = program?.getTypeChecker();
    const module = program?.getSourceFile(path);
    const symbol = module && checker?.getSymbolAtLocation(module);
    if (!checker || !symbol) throw new Error(`${entry} isn't read`);
    return checker.getExportsOfModule(symbol).map((exported) => {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      const described = (symbol: ts.Symbol) =>
        ts.displayPartsToString(symbol.getDocumentationComment(checker)) !== "";
      return {
        name: exported.name,
        isValue: Boolean(symbol.flags & ts.SymbolFlags.Value),
        isDescribed: described(symbol),
        undescribed: [...(symbol.members?.values() ?? [])]
          .filter((member) => symbol.flags & ts.SymbolFlags.Interface && !described(member))
          .map((member) => `${exported.name}.${member.name}`),
        tags: symbol.getJsDocTags(checker).map(({ name }) => name),
      };
    });
  }

  it("says what it is; what is called has an example, and the page of PortOne's that it belongs to", () => {
    const all = exported();
    expect(all.length).toBeGreaterThan(0);
    expect(all.filter(({ isDescribed }) => !isDescribed).map(({ name }) => name)).toEqual([]);
    expect(all.flatMap(({ undescribed }) => undescribed)).toEqual([]);
    const called = all.filter(({ isValue }) => isValue);
    for (const tag of ["example", "see"]) {
      expect(called.filter(({ tags }) => !tags.includes(tag)).map(({ name }) => `${name}: @${tag}`)).toEqual(
        [],
      );
    }
  });
});

it.each([
  ["pg", ["`kcp` NHN KCP", "`kakaopay` 카카오페이", "`naverpay` 네이버페이"]],
  ["pay_method", ["`card` 신용카드", "`vbank` 가상계좌"]],
])("completing %s, an editor shows what its codes are called in Korean", (name, wanted) => {
  const source = 'import { requestPay } from "../../src/index.ts";\nrequestPay({ amount: 64900,  });';
  const at = source.indexOf("  })") + 1;
  const shop = service(source);
  const entry = shop.getCompletionsAtPosition(file, at, {})?.entries.find((entry) => entry.name === name);
  const details = shop.getCompletionEntryDetails(file, at, name, {}, entry?.source, {}, entry?.data);
  const shown = ts.displayPartsToString(details?.documentation);
  for (const words of wanted) expect(shown).toContain(words);
});
