// @vitest-environment node
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { anchorsOf, documents, linksOf, outlineOf, read, root } from "./documents.ts";

const koreanOf = (document: string) => document.replace(/\.md$/, ".ko.md");

/** Written by the runs whose figures they show. */
const reports = ["docs/reliability.md", "docs/benchmarks.md"];
const guides = documents.filter(
  (name) => name.startsWith("docs") && !name.endsWith(".ko.md") && !reports.includes(name),
);

describe("a reader of either language finds the same", () => {
  it.each(["README.md", ...guides])("%s", (document) => {
    const korean = koreanOf(document);
    expect(documents).toContain(korean);
    expect(outlineOf(korean)).toEqual(outlineOf(document));
    const languages = (name: string) => read(name).blocks.map(({ language }) => language);
    expect(languages(korean)).toEqual(languages(document));
  });

  it("no Korean guide stands alone", () => {
    const korean = documents.filter((name) => name.endsWith(".ko.md"));
    const english = korean.map((name) => name.replace(".ko.md", ".md"));
    expect(documents).toEqual(expect.arrayContaining(english));
  });

  it("the index lists every guide", () => {
    const listed = (index: string) => linksOf(index).map(({ file }) => file);
    const others = guides.filter((name) => name !== "docs/README.md");
    expect(listed("docs/README.md")).toEqual(expect.arrayContaining(others));
    expect(listed("docs/README.ko.md")).toEqual(expect.arrayContaining(others.map(koreanOf)));
    expect(listed("README.md")).toContain("docs/README.md");
    expect(listed("README.ko.md")).toContain("docs/README.ko.md");
  });
});

// It is what decides, on one screen, and it is in the package; the rest is in the guides.
it.each(["README.md", "README.ko.md"])("%s is of at most 12 KB", (document) => {
  expect(statSync(join(root, document)).size).toBeLessThanOrEqual(12_000);
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
