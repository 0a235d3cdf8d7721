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

/** The build that ships, and the one for development, which has the words. */
const builds = [
  { build: "ships", suffix: "", isDevelopment: false },
  { build: "development", suffix: ".dev", isDevelopment: true },
] as const;

/** What a page gets: each entry in both builds, by the export condition `development`. */
const browserEntries = builds.flatMap(({ build, suffix, isDevelopment }): Options[] => {
  const shared: Options = {
    target: "es2020",
    platform: "browser",
    define: { __DEV__: `${isDevelopment}` },
    splitting: false,
  };
  // The types of both are the same: the build that ships writes them.
  const dts = !isDevelopment;
  return [
    {
      ...shared,
      name: `browser, ${build}`,
      entry: { [`index${suffix}`]: "src/index.ts" },
      format: ["esm", "cjs"],
      dts: dts && { entry: { index: "src/index.ts" } },
      treeshake: true,
      esbuildOptions: tighten,
    },
    // What a page calls of the core is the core's own, so that a page has it once.
    ...(["esm", "cjs"] as const).map(
      (format): Options => ({
        ...shared,
        name: `frameworks, ${build}, ${format}`,
        entry: { [`react${suffix}`]: "src/react/index.ts", [`vue${suffix}`]: "src/vue/index.ts" },
        format,
        external: ["react", "vue"],
        dts: dts && { entry: { react: "src/react/index.ts", vue: "src/vue/index.ts" } },
        esbuildOptions: tighten,
        esbuildPlugins: [
          besideIt(
            /\/(errors|load-iamport|redirect|request-pay)\.ts$/,
            `./index${suffix}.${format === "esm" ? "js" : "cjs"}`,
          ),
        ],
      }),
    ),
    {
      ...shared,
      name: `script tag, ${build}`,
      entry: { "iamport-request-pay": "src/index.ts" },
      format: "iife",
      outExtension: () => ({ js: `.global${suffix}.js` }),
      globalName: "IamportRequestPay",
      minify: true,
      // Chromium then compiles all of it while the page loads, and not in the customer's first click.
      banner: { js: "//# allFunctionsCalledOnLoad" },
    },
  ];
});

export default defineConfig([
  ...browserEntries,
  {
    name: "testing, and the types of window.IMP",
    entry: { window: "src/window.ts", testing: "src/testing/index.ts" },
    format: ["esm", "cjs"],
    target: "es2020",
    platform: "browser",
    dts: true,
    treeshake: true,
    splitting: false,
    esbuildOptions: tighten,
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
