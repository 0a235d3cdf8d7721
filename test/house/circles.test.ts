import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, it } from "vitest";

const sandbox = fileURLToPath(new URL("../../src/sandbox", import.meta.url));

type Imports = ReadonlyMap<string, readonly string[]>;

/** The files of a folder that each of its files imports, for its types too. */
async function importsIn(folder: string): Promise<Imports> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".ts"));
  const files = names.map((name) => join(folder, name));
  return new Map(
    await Promise.all(
      files.map(async (file) => {
        const { importedFiles } = ts.preProcessFile(await readFile(file, "utf8"));
        const imported = importedFiles.map(({ fileName }) => join(dirname(file), fileName));
        return [file, imported.filter((other) => files.includes(other))] as const;
      }),
    ),
  );
}

/** A way that leads from a file back to itself, if there is one. */
function circleIn(imports: Imports): string[] | undefined {
  const done = new Set<string>();
  function circleFrom(file: string, way: readonly string[]): string[] | undefined {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of imports.get(file) ?? []) {
      const circle = circleFrom(next, [...way, file]);
      if (circle) return circle;
    }
    done.add(file);
    return undefined;
  }
  for (const file of imports.keys()) {
    const circle = circleFrom(file, []);
    if (circle) return circle;
  }
  return undefined;
}

it("no file of the sandbox imports itself by way of others", async () => {
  const imports = await importsIn(sandbox);
  expect([...imports.values()].flat().length).toBeGreaterThan(100);
  expect(circleIn(imports)?.map((file) => relative(sandbox, file))).toBeUndefined();
});

it("such a circle would be found", () => {
  const imports = new Map([
    ["state", ["payments", "webhooks"]],
    ["payments", []],
    ["webhooks", ["payments", "open-payment"]],
    ["open-payment", ["state"]],
  ]);
  expect(circleIn(imports)).toEqual(["state", "webhooks", "open-payment", "state"]);
});
