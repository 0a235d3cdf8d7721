import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { transform } from "esbuild";
import { defineConfig, type Options } from "tsup";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

/** `import text from "./file.js?raw"`, as Vite has it: the sandbox serves scripts and pages as text. */
const rawText: Plugin = {
  name: "raw-text",
  setup(build) {
    // The suffix stays on the path, or tsup would take a style sheet for one of the package's own.
    build.onResolve({ filter: /\?raw$/ }, ({ path, importer }) => ({
      path: `${createRequire(importer).resolve(path.slice(0, -"?raw".length))}?raw`,
      namespace: "raw-text",
    }));
    build.onLoad({ filter: /.*/, namespace: "raw-text" }, async ({ path }) => {
      const file = path.slice(0, -"?raw".length);
      const text = await readFile(file, "utf8");
      const loader = file.endsWith(".css") ? "css" : "js";
      // Whoever installs the package pays for its comments. Names at the top stay: the scripts share them.
      const contents = /\.min\./.test(file) ? text : (await transform(text, { loader, minify: true })).code;
      return { contents, loader: "text" };
    });
  },
};

/** Uses the built sandbox beside it, instead of carrying a second copy. */
const besideIt = (source: RegExp, built: string): Plugin => ({
  name: "beside-it",
  setup(build) {
    build.onResolve({ filter: source }, () => ({ path: built, external: true }));
  },
});

/** A page's debugger shows the ES modules; nobody reads the CommonJS. */
const tighten: NonNullable<Options["esbuildOptions"]> = (options, { format }) => {
  options.minifyWhitespace = options.minifySyntax = format === "cjs";
};

export default defineConfig([
  {
    name: "browser",
    entry: { index: "src/index.ts", window: "src/window.ts", testing: "src/testing/index.ts" },
    format: ["esm", "cjs"],
    target: "es2020",
    platform: "browser",
    dts: true,
    treeshake: true,
    splitting: false,
    esbuildOptions: tighten,
  },
  // What a page calls of the core is the core's own, so that a page has it once.
  ...(["esm", "cjs"] as const).map(
    (format): Options => ({
      name: `frameworks, ${format}`,
      entry: { react: "src/react/index.ts", vue: "src/vue/index.ts" },
      format,
      target: "es2020",
      platform: "browser",
      external: ["react", "vue"],
      dts: true,
      splitting: false,
      esbuildOptions: tighten,
      esbuildPlugins: [
        besideIt(
          /\/(errors|load-iamport|redirect|request-pay)\.ts$/,
          format === "esm" ? "./index.js" : "./index.cjs",
        ),
      ],
    }),
  ),
  {
    name: "script tag",
    entry: { "iamport-request-pay": "src/index.ts" },
    format: "iife",
    globalName: "IamportRequestPay",
    target: "es2020",
    platform: "browser",
    minify: true,
    // Chromium then compiles all of it while the page loads, and not in the customer's first click.
    banner: { js: "//# allFunctionsCalledOnLoad" },
  },
  {
    name: "server",
    entry: { server: "src/server/index.ts" },
    format: ["esm", "cjs"],
    target: "es2022",
    // Anything with `fetch`: Node, Bun, Deno, Workers.
    platform: "neutral",
    dts: true,
    treeshake: true,
    splitting: false,
    esbuildOptions: tighten,
  },
  {
    name: "sandbox",
    entry: { sandbox: "src/sandbox/index.ts" },
    format: "cjs",
    target: "node20",
    platform: "node",
    dts: true,
    noExternal: [/.*/],
    minify: true,
    esbuildPlugins: [rawText],
  },
  {
    name: "sandbox as a module",
    entry: { sandbox: "src/sandbox/index.ts" },
    format: "esm",
    target: "node20",
    platform: "node",
    dts: true,
    esbuildPlugins: [besideIt(/^\.\/create-sandbox\.ts$/, "./sandbox.cjs")],
  },
  {
    name: "sandbox command",
    entry: { "sandbox-cli": "src/sandbox/cli.ts" },
    format: "esm",
    target: "node20",
    platform: "node",
    esbuildPlugins: [besideIt(/^\.\/index\.ts$/, "./sandbox.js")],
    banner: { js: "#!/usr/bin/env node" },
  },
]);
