import type { Call, CallOptions } from "./call.ts";

/** How many a page has. PortOne would give 1,000 payments, which can be more than an answer may be long. */
export const pageSize = 100;

/** Where PortOne takes no wish for the size of a page, it gives so many: one that is shorter is the last. */
const shortestPage = 20;

/** A page of a list. */
export interface Page<Item> {
  list: Item[];
  /** The next page, 0 where there is none; `null` where PortOne doesn't say. */
  next: number | null;
}

/** One of PortOne's lists that come in pages. */
export interface PagedList<Item> {
  path: string;
  query: Readonly<Record<string, string>>;
  /** The answer of that path as a page; throws when it is none. */
  readPage: (response: unknown, path: string) => Page<Item>;
  /** By what one is told from another. */
  idOf: (item: Item) => string;
}

/** One page after the other, each item once: what comes in meanwhile shifts others to the next page. */
export async function* readPages<Item>(
  call: Call,
  { path, query, readPage, idOf }: PagedList<Item>,
  options: CallOptions,
): AsyncGenerator<Item> {
  const seen = new Set<string>();
  for (let page = 1; ; ) {
    const search = new URLSearchParams({ ...query, page: String(page), limit: String(pageSize) });
    const asked = `${path}?${search}`;
    const answer = await call({ method: "GET", path: asked }, options);
    if ("refusal" in answer) {
      // Beyond the end, where PortOne refuses: the page before was full, or the list has become shorter since.
      if (answer.refusal.status === 400 && page > 1) return;
      throw answer.refusal;
    }
    const { list, next } = readPage(answer.response, asked);
    let isNews = false;
    for (const item of list) {
      if (seen.has(idOf(item))) continue;
      isNews = true;
      seen.add(idOf(item));
      yield item;
    }
    // Where PortOne says nothing of the next page, it is asked for: one that brings nothing new is the first again.
    const mayHaveNext = isNews && list.length >= shortestPage;
    const following = next ?? (mayHaveNext ? page + 1 : 0);
    // The last page says 0. A page that names itself would never end.
    if (!(following > page)) return;
    page = following;
  }
}
