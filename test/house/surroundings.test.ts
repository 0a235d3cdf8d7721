import { spawnSync } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const require = createRequire(import.meta.url);

/** What a command says of the project while more files are in it. */
async function withFiles(files: Record<string, string>, command: string[]) {
  const paths = Object.keys(files).map((path) => join(root, path));
  await Promise.all(Object.entries(files).map(([path, text]) => writeFile(join(root, path), text)));
  try {
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: "utf8" });
    return { status, said: stdout + stderr };
  } finally {
    await Promise.all(paths.map((path) => rm(path)));
  }
}

const tsc = (project: string) => [require.resolve("typescript/bin/tsc"), "--noEmit", "-p", project];
const biome = (path: string) => [
  join(dirname(require.resolve("@biomejs/biome/package.json")), "bin/biome"),
  ...["lint", "--colors=off", path],
];

describe("an import from the wrong surroundings doesn't compile", () => {
  it.each([
    [
      "browser",
      {
        "src/payment/wrong-import.ts": [
          'import { readFileSync } from "node:fs";\nreadFileSync("x");',
          "node:fs",
        ],
        "src/sdk/wrong-global.ts": ["process.exit();", "process"],
        "src/react/wrong-global.ts": ['Buffer.from("x");', "Buffer"],
      },
    ],
    [
      "server",
      {
        "src/server/wrong-document.ts": ["document.title;", "document"],
        "src/server/wrong-window.ts": ["window.open();", "window"],
        "src/server/wrong-import.ts": ['import { connect } from "node:net";\nconnect(1);', "node:net"],
      },
    ],
    ["sandbox", { "src/sandbox/wrong-document.ts": ["document.title;", "document"] }],
  ] as [string, Record<string, [string, string]>][])("%s", async (surroundings, files) => {
    const texts = Object.entries(files).map(([path, [text]]) => [path, `${text}\nexport {};\n`]);
    const { status, said } = await withFiles(
      Object.fromEntries(texts),
      tsc(`src/tsconfig.${surroundings}.json`),
    );
    expect(status).not.toBe(0);
    for (const [path, [, name]] of Object.entries(files)) {
      const complaint = said.split("\n").find((line) => line.startsWith(path));
      expect(complaint).toMatch(new RegExp(`Cannot find (name|module) '${name}'`));
    }
  });
});

describe("an import that points right is refused by the linter", () => {
  it.each([
    ["src/sdk", "../payment/result.ts"],
    ["src/sdk", "../react/index.ts"],
    ["src/payment", "../react/index.ts"],
    ["src/payment", "../server/index.ts"],
    ["src/payment/validation", "../../vue/index.ts"],
    ["src/react", "../vue/index.ts"],
    ["src/messages", "../sdk/frames.ts"],
    ["src/server", "../sdk/imp.ts"],
    ["src/server", "../payment/redirect.ts"],
    ["src/sandbox/routes", "../../sdk/imp.ts"],
    ["src/testing", "../payment/request-pay.ts"],
  ])("%s: %s", async (folder, imported) => {
    const path = `${folder}/points-right.ts`;
    const { status, said } = await withFiles({ [path]: `export * from "${imported}";\n` }, biome(path));
    expect(said).toContain("noRestrictedImports");
    expect(status).not.toBe(0);
  });

  it.each([
    ["src/payment", "../sdk/imp.ts"],
    ["src/react", "../payment/result.ts"],
    ["src/sdk", "../errors.ts"],
    ["src/sandbox/routes", "../../payment/gateways.ts"],
    ["src/testing", "../payment/params.ts"],
  ])("and one that points left is not. %s: %s", async (folder, imported) => {
    const path = `${folder}/points-left.ts`;
    const { status, said } = await withFiles({ [path]: `export * from "${imported}";\n` }, biome(path));
    expect(said).not.toContain("noRestrictedImports");
    expect(status).toBe(0);
  });
});
