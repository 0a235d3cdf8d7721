import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const everyBrowserTest = "test/browser/**/*.test.ts";
/** Loading, paying, phones and the supervised window. */
const coreBrowserTests = "test/browser/{load,pay,phone,window-*}.test.ts";

/** How the SDK behaves, which the library survives. */
const sdkBrowserTests = "test/browser/sdk-quirks*.test.ts";

/** What is tried in a browser, against the build that ships, and the core of it against the one for development too. */
const browserProjects = [
  { name: "browser", build: "ships", include: [coreBrowserTests, sdkBrowserTests] },
  {
    name: "browser, around the core",
    build: "ships",
    include: [everyBrowserTest],
    exclude: [coreBrowserTests, sdkBrowserTests],
  },
  {
    name: "browser, the build for development",
    build: "development",
    // All of it with `npm run test:builds`.
    include: [process.env.BUILDS === "all" ? everyBrowserTest : coreBrowserTests],
  },
];

/** A page without a browser, a new one for each file. One process goes through many files: half its time is its start. */
const checkoutPage = {
  environment: "jsdom",
  environmentOptions: { jsdom: { url: "https://shop.example/checkout" } },
  isolate: false,
} as const;

export default defineConfig({
  test: {
    // A browser's test waits for half of its time, so that a worker more than there are cores keeps those busy.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        define: { __DEV__: "true" },
        test: {
          name: "unit",
          include: ["test/{unit,react,vue}/**/*.test.{ts,tsx}"],
          ...checkoutPage,
        },
      },
      {
        define: { __DEV__: "true" },
        test: {
          name: "docs",
          include: ["test/docs/**/*.test.ts"],
          ...checkoutPage,
          // They replace a module, which would be replaced for the files after them too.
          isolate: true,
        },
      },
      // The same behaviour in the build that ships, which has no words.
      {
        define: { __DEV__: "false" },
        test: {
          name: "unit, the build that ships",
          include: ["test/{unit,react,vue}/**/*.test.{ts,tsx}"],
          // An editor sees the types, which are the same.
          exclude: ["test/unit/editor.test.ts"],
          ...checkoutPage,
        },
      },
      // The oldest releases that are promised, with the same tests. (The newest are in `unit`.)
      ...[
        { framework: "react", release: "18", modules: ["react", "react-dom"] },
        { framework: "vue", release: "3.0", modules: ["vue", "@vue/server-renderer"] },
      ].map(({ framework, release, modules }) => ({
        define: { __DEV__: "true" },
        resolve: {
          alias: modules.map((name) => ({
            find: new RegExp(`^${name}(?=/|$)`),
            replacement: fileURLToPath(new URL(`test/peers/node_modules/${name}`, import.meta.url)),
          })),
        },
        test: {
          name: `${framework} ${release}`,
          env: { FRAMEWORK_RELEASE: release },
          include: [`test/${framework}/**/*.test.{ts,tsx}`],
          ...checkoutPage,
        },
      })),
      ...(["jsdom", "happy-dom"] as const).map((environment) => ({
        define: { __DEV__: "true" },
        test: {
          name: `testing in ${environment}`,
          include: ["test/testing/**/*.test.ts"],
          environment,
          isolate: false,
        },
      })),
      {
        test: {
          name: "house",
          include: ["test/house/**/*.test.ts"],
          environment: "node",
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "sandbox",
          include: ["test/sandbox/**/*.test.ts"],
          environment: "node",
          isolate: false,
        },
      },
      {
        test: {
          name: "server",
          include: ["test/server/**/*.test.ts"],
          environment: "node",
        },
      },
      {
        test: {
          name: "shop",
          include: ["test/shop/**/*.test.ts"],
          // Two processes under a burst: `npm run test:faults` runs it.
          exclude: ["test/shop/race.test.ts"],
          environment: "node",
          // The shop imports the built package.
          globalSetup: ["test/browser/global-setup.ts", "test/shop/postgres.ts", "test/shop/pglite.ts"],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
      {
        test: {
          name: "types",
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            tsconfig: "test/types/tsconfig.json",
            include: ["test/types/**/*.test-d.ts"],
          },
        },
      },
      ...browserProjects.map(({ name, build, include, exclude = [] }) => ({
        test: {
          name,
          include,
          exclude,
          env: { BUILD: build },
          environment: "node" as const,
          globalSetup: ["test/browser/global-setup.ts", "test/browser/shared-browser.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 20_000 } },
        },
      })),
      {
        test: {
          name: "faults",
          // All of them take longer than `npm test -- --all` should; it runs those that are quick.
          include:
            process.env.FAULTS === "all"
              ? ["test/faults/**/*.test.ts", "test/shop/race.test.ts"]
              : [
                  "test/faults/{landing-queries,landing-script,loading-scripts,paying-answers,paying-messages,server-amounts,server-ids}.test.ts",
                ],
          environment: "node",
          globalSetup: [
            "test/browser/global-setup.ts",
            "test/browser/shared-browser.ts",
            "test/shop/postgres.ts",
          ],
          // In full, with `npm run test:faults`, a case may go through a million inputs.
          testTimeout: process.env.FAULTS === "all" ? 1_200_000 : 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
      {
        test: {
          name: "site",
          // What `npm run docs` has built: `npm run test:site`.
          include: ["test/site/**/*.test.ts"],
          environment: "node",
          globalSetup: ["test/browser/shared-browser.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "next",
          include: ["test/next/*.test.ts"],
          environment: "node",
          globalSetup: ["test/browser/global-setup.ts"],
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "templates",
          include: ["test/templates/*.test.ts"],
          environment: "node",
          globalSetup: ["test/browser/global-setup.ts", "test/browser/shared-browser.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 20_000 } },
        },
      },
      {
        test: {
          name: "engines",
          include: ["test/engines/**/*.test.ts"],
          environment: "node",
          globalSetup: ["test/browser/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "portone",
          include: ["test/portone/**/*.test.ts"],
          environment: "node",
          globalSetup: ["test/browser/global-setup.ts", "test/browser/shared-browser.ts"],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
