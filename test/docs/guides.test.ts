// @vitest-environment node
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { anchorsOf, documents, linksOf, outlineOf, read, root } from "./documents.ts";

const english = documents.filter(
  (name) => (name === "README.md" || /^docs\b/.test(name)) && !name.endsWith(".ko.md"),
);

describe("a reader of either language finds the same", () => {
  it.each(english)("%s", (document) => {
    const korean = document.replace(/\.md$/, ".ko.md");
    expect(documents).toContain(korean);
    expect(outlineOf(korean)).toEqual(outlineOf(document));
    const languages = (name: string) => read(name).blocks.map(({ language }) => language);
    expect(languages(korean)).toEqual(languages(document));
  });

  it("no Korean guide stands alone", () => {
    const korean = documents.filter((name) => name.endsWith(".ko.md"));
    expect(korean.map((name) => name.replace(".ko.md", ".md")).sort()).toEqual([...english].sort());
  });

  it("every guide can be reached from the READMEs", () => {
    for (const [readme, index] of [
      ["README.md", "docs/README.md"],
      ["README.ko.md", "docs/README.ko.md"],
    ] as const) {
      const linked = [readme, index].flatMap((document) => linksOf(document)).map(({ file }) => file);
      const own = documents.filter(
        (name) => /^docs\b/.test(name) && name.endsWith(".ko.md") === readme.endsWith(".ko.md"),
      );
      expect(linked).toEqual(expect.arrayContaining(own));
    }
  });
});

describe("links lead somewhere", () => {
  it.each(documents)("%s", (document) => {
    const broken = linksOf(document).filter(
      ({ file, anchor }) =>
        !existsSync(join(root, file)) || (anchor && file.endsWith(".md") && !anchorsOf(file).has(anchor)),
    );
    expect(broken.map(({ target }) => target)).toEqual([]);
  });
});
