import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { complaintsOf } from "../compile.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const require = createRequire(import.meta.url);
const configOf = (surroundings: string) => join(root, `src/tsconfig.${surroundings}.json`);

/** What the compiler says of a file that is compiled as those of `surroundings` are. */
async function compiled(surroundings: string, text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "iamport-request-pay-surroundings-"));
  try {
    const file = join(folder, "wrong.ts");
    await writeFile(file, `${text}\nexport {};\n`);
    const { config } = ts.readConfigFile(configOf(surroundings), ts.sys.readFile);
    const { options, errors } = ts.parseJsonConfigFileContent(config, ts.sys, join(root, "src"));
    expect(errors).toEqual([]);
    const typeRoots = [join(root, "node_modules/@types")];
    return complaintsOf(ts, [file], { ...options, typeRoots }).join("");
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe("what isn't there doesn't compile", () => {
  it.each([
    ["browser", 'import { readFileSync } from "node:fs";\nreadFileSync("x");', "node:fs"],
    ["browser", "process.exit();", "process"],
    ["server", "document.title;", "document"],
    ["server", "window.open();", "window"],
    ["server", 'import { connect } from "node:net";\nconnect(1);', "node:net"],
    ["server-node", "document.title;", "document"],
    ["sandbox", "document.title;", "document"],
  ])("%s: %s", async (surroundings, text, name) => {
    expect(await compiled(surroundings, text)).toMatch(new RegExp(`Cannot find (name|module) '${name}'`));
  });

  it.each([
    ["browser", "document.title;"],
    ["server", 'void fetch("/").then((response: Response) => response.json());'],
    ["server-node", 'import { connect } from "node:net";\nconnect(1);'],
    ["sandbox", 'import { connect } from "node:net";\nconnect(1);'],
  ])("and what is there does. %s: %s", async (surroundings, text) => {
    expect(await compiled(surroundings, text)).toBe("");
  });

  it("holds for every source file", async () => {
    const covered = ["browser", "server", "server-node", "sandbox"].flatMap((surroundings) => {
      const { config } = ts.readConfigFile(configOf(surroundings), ts.sys.readFile);
      const { fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, join(root, "src"));
      return fileNames.map((path) => relative(root, path).replace(/\\/g, "/"));
    });
    const sources = (await readdir(join(root, "src"), { recursive: true }))
      .filter((path) => path.endsWith(".ts"))
      .map((path) => `src/${path.replace(/\\/g, "/")}`);
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.filter((path) => !covered.includes(path))).toEqual([]);
  });
});

describe("an import that points right is refused by the linter", () => {
  const right = [
    ["src/errors.ts", "./sdk/imp.ts"],
    ["src/sdk/new-1.ts", "../payment/result.ts"],
    ["src/sdk/new-2.ts", "../react/index.ts"],
    ["src/payment/new-1.ts", "../react/index.ts"],
    ["src/payment/new-2.ts", "../server/index.ts"],
    ["src/payment/validation/new.ts", "../../vue/index.ts"],
    ["src/react/new.ts", "../vue/index.ts"],
    ["src/messages/new.ts", "../payment/result.ts"],
    ["src/server/new-1.ts", "../sdk/imp.ts"],
    ["src/server/new-2.ts", "../payment/redirect.ts"],
    ["src/sandbox/routes/new.ts", "../../sdk/imp.ts"],
    ["src/sandbox/new.ts", "../sdk/imp.ts"],
    ["src/sandbox/service/new.ts", "../../payment/redirect.ts"],
    ["src/testing/new.ts", "../payment/request-pay.ts"],
  ] as const;
  const left = [
    ["src/payment/left.ts", "../sdk/imp.ts"],
    ["src/react/left.ts", "../payment/result.ts"],
    ["src/sdk/left.ts", "../errors.ts"],
    ["src/sandbox/routes/left-1.ts", "../../payment/gateways.ts"],
    ["src/sandbox/routes/left-2.ts", "../sdk/answer.ts"],
    ["src/testing/left.ts", "../payment/params.ts"],
  ] as const;
  let refused: string[];

  beforeAll(async () => {
    const project = await mkdtemp(join(tmpdir(), "iamport-request-pay-imports-"));
    try {
      const { vcs: _, ...rules } = JSON.parse(await readFile(join(root, "biome.json"), "utf8"));
      await writeFile(join(project, "biome.json"), JSON.stringify(rules));
      for (const [path, imported] of [...right, ...left]) {
        await mkdir(dirname(join(project, path)), { recursive: true });
        await writeFile(join(project, path), `export * from "${imported}";\n`);
      }
      const biome = join(dirname(require.resolve("@biomejs/biome/package.json")), "bin/biome");
      const command = [biome, "lint", "--reporter=json", "--max-diagnostics=none", "src"];
      const { stdout } = spawnSync(process.execPath, command, { cwd: project, encoding: "utf8" });
      refused = JSON.parse(stdout)
        .diagnostics.filter(({ category }: { category: string }) => category.endsWith("/noRestrictedImports"))
        .map(({ location }: { location: { path: string | { file: string } } }) =>
          typeof location.path === "string" ? location.path : location.path.file,
        );
    } finally {
      await rm(project, { recursive: true });
    }
  });

  it.each(right)("%s: %s", (path) => {
    expect(refused).toContain(path);
  });

  it.each(left)("and one that points left is not. %s: %s", (path) => {
    expect(refused).not.toContain(path);
  });
});
