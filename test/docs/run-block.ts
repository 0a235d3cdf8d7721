import * as react from "react";
import * as jsxRuntime from "react/jsx-runtime";
import ts from "typescript";
import * as vue from "vue";
import { compileScript, parse } from "vue/compiler-sfc";
import * as library from "../../src/index.ts";
import * as libraryReact from "../../src/react/index.ts";
import * as libraryVue from "../../src/vue/index.ts";
import type { Block } from "./documents.ts";

type Modules = Readonly<Record<string, object>>;

const always: Modules = {
  react,
  vue,
  "react/jsx-runtime": jsxRuntime,
  "iamport-request-pay": library,
  "iamport-request-pay/react": libraryReact,
  "iamport-request-pay/vue": libraryVue,
};

/** What `require` and `exports` are to a block, and what its page has by script tags. */
type Run = (
  require: (name: string) => object,
  exports: Record<string, unknown>,
  IamportRequestPay: object,
) => Promise<void>;

/**
 * Runs a block of a document as it stands, once its types are taken out.
 *
 * @param modules - the files of the shop beside it, and packages that aren't installed here
 * @returns what it exports; of a script in HTML, its function `requestPay`
 */
export async function runBlock(
  { language, code }: Block,
  modules: Modules,
): Promise<Record<string, unknown>> {
  const script = /<script>\n([\s\S]*?)<\/script>\n<button/.exec(code)?.[1];
  const source =
    language === "vue"
      ? componentOf(code)
      : language === "html"
        ? `${script}exports.requestPay = requestPay;`
        : code;
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      jsx: ts.JsxEmit.ReactJSX,
    },
  });
  const exports: Record<string, unknown> = {};
  const require = (name: string) => {
    const found = { ...always, ...modules }[name];
    if (!found) throw new Error(`The block imports ${name}, which isn't there.`);
    return found;
  };
  // A block may await at its top, as a module may.
  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
  const run: Run = new AsyncFunction("require", "exports", "IamportRequestPay", outputText);
  await run(require, exports, library);
  return exports;
}

function componentOf(code: string): string {
  const { descriptor } = parse(code);
  return compileScript(descriptor, { id: "block", inlineTemplate: true }).content;
}
