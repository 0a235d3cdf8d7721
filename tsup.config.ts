import { copyFile, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { posix, relative } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build as esbuild, transform } from "esbuild";
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
      // Pages check jQuery by its hash, so that it can't be made smaller but by packing it.
      if (/\.min\./.test(file)) return { contents: unpacking(text), resolveDir: process.cwd() };
      // Whoever installs the package pays for its comments. Names at the top stay: the scripts share them.
      const loader = file.endsWith(".css") ? "css" : "js";
      return { contents: (await transform(text, { loader, minify: true })).code, loader: "text" };
    });
  },
};

/** A module that holds a text in two fifths of its bytes, and has it whole again when it is loaded. */
function unpacking(text: string): string {
  const packed = brotliCompressSync(text).toString("base64");
  return `import { brotliDecompressSync } from "node:zlib";
export default brotliDecompressSync(Buffer.from("${packed}", "base64")).toString("utf8");`;
}

/** Uses the built sandbox beside it, instead of carrying a second copy. */
const besideIt = (source: RegExp, built: string): Plugin => ({
  name: "beside-it",
  setup(build) {
    build.onResolve({ filter: source }, () => ({ path: built, external: true }));
  },
});

/** Names stay in the ES modules, for whoever reads a stack or a debugger; nobody reads the CommonJS. */
const tighten: NonNullable<Options["esbuildOptions"]> = (options, { format }) => {
  options.minifyWhitespace = options.minifySyntax = true;
  options.minifyIdentifiers = format === "cjs";
};

/** The build that ships, and the one for development, which has the words. */
const builds = [
  { build: "ships", suffix: "", isDevelopment: false },
  { build: "development", suffix: ".dev", isDevelopment: true },
] as const;

const entries = {
  index: "src/index.ts",
  window: "src/window.ts",
  testing: "src/testing/index.ts",
  server: "src/server/index.ts",
  sandbox: "src/sandbox/index.ts",
};

/** What a page imports. */
const frameworks = { react: "src/react/index.ts", vue: "src/vue/index.ts" };
const browserEntryPoints = ["src/index.ts", ...Object.values(frameworks)];

/** Modules by path, each with the paths of those that it imports. */
type Graph = ReadonlyMap<string, readonly string[]>;

/** The modules that have a part in a build: not the types, and where nothing is said, not the words. */
async function modulesOf(define: Record<string, string>): Promise<Graph> {
  const { metafile } = await esbuild({
    entryPoints: browserEntryPoints,
    outdir: "dist",
    define,
    bundle: true,
    splitting: true,
    format: "esm",
    packages: "external",
    minifySyntax: true,
    metafile: true,
    write: false,
  });
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput ? [path] : [])),
  );
  return new Map(
    [...new Set([...browserEntryPoints, ...used])].map((path) => [
      path,
      (metafile.inputs[path]?.imports ?? []).map((imported) => imported.path),
    ]),
  );
}

/** The modules that development has in a form of its own: what asks for the build, and whatever imports such a one. */
async function differing(development: Graph, ships: Graph): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const path of development.keys()) {
    if (!ships.has(path) || (await readFile(path, "utf8")).includes("__DEV__")) found.add(path);
  }
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const [path, imports] of development) if (imports.some((each) => found.has(each))) found.add(path);
  }
  // The entries are where a bundler looks for them.
  return new Set([...found, ...browserEntryPoints]);
}

/** `src/payment/redirect.ts` → `payment/redirect` */
const moduleName = (path: string) => path.replace(/^src\/|\.ts$/g, "");

/** Leaves each module in a file of its own: whoever imports it is pointed to the file that is built of it. */
const modulesStay = (folderOf: (path: string) => string): Plugin => ({
  name: "modules-stay",
  setup(build) {
    build.onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ kind, path, importer }) => {
      if (kind === "entry-point") return undefined;
      const built = (source: string) => `/${folderOf(source)}/${moduleName(source)}.js`;
      const from = relative(process.cwd(), importer).replace(/\\/g, "/");
      const target = posix.relative(posix.dirname(built(from)), built(posix.join(posix.dirname(from), path)));
      return {
        path: target.startsWith(".") ? target : `./${target}`,
        external: true,
        // So that an import of words that this build doesn't say is left out as well.
        sideEffects: false,
      };
    });
  },
});

/** What a page gets: each entry in both builds, by the export condition `development`. */
async function browserEntries({ build, suffix, isDevelopment }: (typeof builds)[number]): Promise<Options[]> {
  const ships = await modulesOf({ __DEV__: "false" });
  const own = isDevelopment
    ? await differing(await modulesOf({ __DEV__: "true" }), ships)
    : new Set(ships.keys());
  const define = { __DEV__: `${isDevelopment}` };
  const shared: Options = { target: "es2020", platform: "browser", define, splitting: false };
  return [
    // A bundler gets a file for each module: of one big file some would carry all into each of their chunks.
    {
      ...shared,
      name: `modules, ${build}`,
      entry: Object.fromEntries([...own].map((path) => [moduleName(path), path])),
      outDir: `dist/modules${suffix}`,
      format: "esm",
      // Whoever reads along while developing has most of them in `modules.dev`; each bundler takes the blanks out anyway.
      esbuildOptions: (options) => {
        options.minifyWhitespace = !isDevelopment;
      },
      esbuildPlugins: [modulesStay((path) => (own.has(path) ? `modules${suffix}` : "modules"))],
    },
    // A page without a bundler, and whoever requires it, get one file.
    {
      ...shared,
      name: `one file, ${build}`,
      entry: { [`index${suffix}`]: "src/index.ts" },
      format: ["esm", "cjs"],
      treeshake: true,
      minify: true,
    },
    // What a page calls of the core is the core's own, so that a page has it once.
    {
      ...shared,
      name: `frameworks, ${build}`,
      entry: Object.fromEntries(Object.entries(frameworks).map(([name, path]) => [`${name}${suffix}`, path])),
      format: "cjs",
      external: ["react", "react-dom", "vue"],
      esbuildOptions: tighten,
      esbuildPlugins: [
        besideIt(
          /\/(errors|load-iamport|load-payment-ui|redirect|request-certification|request-pay)\.ts$/,
          `./index${suffix}.cjs`,
        ),
      ],
    },
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
      ...(!isDevelopment && { onSuccess: typesOfModules }),
    },
  ];
}

/** The declarations beside the ES modules, and beside the file for a script tag. */
async function typesOfModules(): Promise<void> {
  for (const name of Object.keys({ ...entries, ...frameworks })) {
    await writeFile(`dist/${name}.d.ts`, `export * from "./${name}.cjs";\n`);
  }
  await copyFile("src/script-tag.d.ts", "dist/iamport-request-pay.global.d.ts");
}

/** One reading of the sources for all entries, which share what they have in common. */
const types: Options = {
  name: "types",
  entry: { ...entries, ...frameworks },
  // An ES module may take its types from CommonJS, which may not from it: so they are there once.
  format: "cjs",
  dts: { only: true },
};

/** With `--no-dts` there are no types, and nothing else in their place. */
export default defineConfig(async ({ dts }) => [
  ...(await Promise.all(builds.map(browserEntries))).flat(),
  ...(dts === false ? [] : [types]),
  {
    name: "testing, and the types of window.IMP",
    entry: { window: entries.window, testing: entries.testing },
    format: ["esm", "cjs"],
    target: "es2020",
    platform: "browser",
    treeshake: true,
    splitting: false,
    esbuildOptions: tighten,
  },
  {
    name: "server",
    entry: { server: entries.server },
    format: ["esm", "cjs"],
    target: "es2022",
    // Anything with `fetch`: Bun, Deno, Workers.
    platform: "neutral",
    treeshake: true,
    splitting: false,
    esbuildOptions: tighten,
    // How it sends is a module of its own, so that only that differs between the runtimes.
    esbuildPlugins: [besideIt(/\/usual-transport\.ts$/, "#transport")],
  },
  {
    name: "how the server half sends",
    entry: { transport: "src/server/client/usual-transport.ts" },
    format: ["esm", "cjs"],
    target: "es2022",
    platform: "neutral",
    splitting: false,
    esbuildOptions: tighten,
  },
  {
    name: "how the server half sends, on Node",
    entry: { "transport.node": "src/server-node/usual-transport.ts" },
    format: ["esm", "cjs"],
    target: "node20",
    platform: "node",
    splitting: false,
    esbuildOptions: tighten,
  },
  {
    name: "sandbox",
    entry: { sandbox: entries.sandbox },
    format: "cjs",
    target: "node20",
    platform: "node",
    noExternal: [/.*/],
    minify: true,
    // Korean as it is, and not as \uXXXX, which is twice as long.
    esbuildOptions: (options) => {
      options.charset = "utf8";
    },
    esbuildPlugins: [rawText],
  },
  {
    name: "sandbox as a module",
    entry: { sandbox: entries.sandbox },
    format: "esm",
    target: "node20",
    platform: "node",
    esbuildOptions: tighten,
    esbuildPlugins: [besideIt(/^\.\/create-sandbox\.ts$/, "./sandbox.cjs")],
  },
  {
    name: "sandbox command",
    entry: { "sandbox-cli": "src/sandbox/cli.ts" },
    format: "esm",
    target: "node20",
    platform: "node",
    esbuildOptions: tighten,
    esbuildPlugins: [besideIt(/^\.\/index\.ts$/, "./sandbox.js")],
    banner: { js: "#!/usr/bin/env node" },
  },
]);
