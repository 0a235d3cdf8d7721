import { type Incoming, pathOf } from "./incoming.ts";
import type { Reply } from "./reply.ts";

/** `null`: the connection has been cut, and there is nobody left to answer. */
export type Answered = Reply | null;

/** Answers a request; `part` is what stands in a place of the path, by its name, empty when there is nothing. */
export type Answerer = (incoming: Incoming, part: (name: string) => string) => Answered | Promise<Answered>;

/** What is served, by method and path as PortOne's description writes them: `"GET /payments/{imp_uid}"`. */
export type Routes = Readonly<Record<string, Answerer>>;

/** Finds what answers a request: the first whose method and path fit. */
export function findIn(routes: Routes): (incoming: Incoming) => (() => ReturnType<Answerer>) | undefined {
  const served = Object.entries(routes).map(([operation, answer]) => {
    const [method = "", path = ""] = operation.split(" ");
    const literally = path.replace(/[.]/g, "\\$&");
    return { method, answer, pattern: new RegExp(`^${literally.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`) };
  });
  return (incoming) => {
    const method = incoming.method === "HEAD" ? "GET" : incoming.method;
    const path = pathOf(incoming);
    for (const each of served) {
      const found = each.method === method && each.pattern.exec(path);
      if (!found) continue;
      return () => each.answer(incoming, (name) => decoded(found.groups?.[name] ?? ""));
    }
    return undefined;
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
