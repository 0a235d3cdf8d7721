import { existsSync } from "node:fs";
import { posix } from "node:path";
import type { MarkdownOptions } from "vitepress";
import { pageOf, root } from "./pages.ts";

type Markdown = Parameters<NonNullable<MarkdownOptions["config"]>>[0];

/** Where the repository's other files can be read. The workflow that publishes the site names it. */
const repository = process.env.GITHUB_REPOSITORY && `https://github.com/${process.env.GITHUB_REPOSITORY}`;

/**
 * The documents link to each other as the files lie in the repository, so that they can be read there too. On the site
 * such a link leads to the page that the file has become; to a file that is no page, into the repository. A link to
 * neither is a mistake, and ends the build.
 */
export function followRepositoryLinks(markdown: Markdown, pages: readonly string[]): void {
  const sourceOf = new Map(pages.map((source) => [pageOf(source), source]));

  /** What a link of a page leads to, or `null` where there is nothing to lead to. */
  function follow(href: string, page: string): string | null {
    const source = sourceOf.get(page);
    if (!source || /^([a-z]+:|#|\/)/i.test(href)) return href;
    const [path = "", anchor] = href.split("#");
    const file = posix.join(posix.dirname(source), decodeURIComponent(path));
    if (!existsSync(new URL(file, root))) throw new Error(`${source}: ${href} leads nowhere`);
    const hash = anchor === undefined ? "" : `#${anchor}`;
    if (pages.includes(file)) return `/${pageOf(file).replace(/(index)?\.md$/, "")}${hash}`;
    return repository ? `${repository}/blob/HEAD/${file}${hash}` : null;
  }

  markdown.core.ruler.push("repository_links", ({ tokens, env }) => {
    for (const token of tokens.flatMap((token) => [token, ...(token.children ?? [])])) {
      if (token.type === "link_open") {
        const href = follow(token.attrGet("href") ?? "", env.relativePath);
        if (href === null) token.attrs = token.attrs?.filter(([name]) => name !== "href") ?? null;
        else token.attrSet("href", href);
      }
      // Vue takes a picture along if its address begins with a dot.
      if (token.type === "html_inline" || token.type === "html_block") {
        token.content = token.content.replace(/(<img[^>]* src=")(?![./]|[a-z]+:)/g, "$1./");
      }
    }
  });
}
