import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

// What users read: the Markdown at the top of the repository, and the guides.

export const root = join(import.meta.dirname, "../..");

const markdownIn = (folder: string) =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder))
        .filter((name) => name.endsWith(".md"))
        .map((name) => join(folder, name))
    : [];

/** From the repository's top: `README.md`, `docs/faq.ko.md`. */
export const documents = [...markdownIn("."), ...markdownIn("docs")];

/** A block between fences. */
export interface Block {
  document: string;
  /** Of its opening fence, from 1. */
  line: number;
  /** What stands behind the opening fence; empty where nothing does. */
  language: string;
  code: string;
}

/** A document as its lines outside blocks, and its blocks. */
export function read(document: string): { prose: string; blocks: Block[] } {
  const prose: string[] = [];
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const [index, line] of readFileSync(join(root, document), "utf8").split("\n").entries()) {
    const fence = /^```(\w*)$/.exec(line);
    if (fence && open) {
      blocks.push(open);
      open = undefined;
    } else if (fence) open = { document, line: index + 1, language: fence[1] ?? "", code: "" };
    else if (open) open.code += `${line}\n`;
    else prose.push(line);
  }
  if (open) throw new Error(`${document}:${open.line}: a block that nothing ends`);
  return { prose: prose.join("\n"), blocks };
}

/** The depth of each heading, in order: `[1, 2, 2, 3]`. */
export function outlineOf(document: string): number[] {
  return headingsOf(document).map(([marks = ""]) => marks.length);
}

function headingsOf(document: string): string[][] {
  return [...read(document).prose.matchAll(/^(#+) (.*)$/gm)].map(([, ...parts]) => parts);
}

/** The names that a `#` can name in a document, made of its headings as GitHub makes them. */
export function anchorsOf(document: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of headingsOf(document)) {
    const slug = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
      .replace(/ /g, "-");
    let anchor = slug;
    for (let again = 1; anchors.has(anchor); again++) anchor = `${slug}-${again}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** The links and pictures of a document that lead to another file of the repository, or to a heading. */
export function linksOf(document: string): { target: string; file: string; anchor: string }[] {
  const prose = read(document).prose.replace(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/(?:\]\(|\b(?:src|href)=")([^)"\s]+)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [path = "", anchor = ""] = target.split("#");
      const file = path ? join(dirname(document), decodeURIComponent(path)) : document;
      return { target, file, anchor: decodeURIComponent(anchor) };
    });
}
