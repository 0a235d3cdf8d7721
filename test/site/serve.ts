import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The built site: `npm run docs`. */
export const folder = fileURLToPath(new URL("../../docs/.vitepress/dist", import.meta.url));

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

/** The file that an address means: as on GitHub Pages, `/ko/faq` is `ko/faq.html`. */
export function fileOf(pathname: string): string | null {
  const path = decodeURIComponent(pathname);
  const candidates = path.endsWith("/") ? [`${path}index.html`] : [path, `${path}.html`];
  return (
    candidates
      .map((name) => join(folder, name))
      .find((file) => existsSync(file) && statSync(file).isFile()) ?? null
  );
}

/** Every page of the site, by its address. */
export function pages(): { path: string; html: string }[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".html") && name !== "404.html")
    .map((name) => ({
      path: `/${name.replace(/\\/g, "/").replace(/(index)?\.html$/, "")}`,
      html: readFileSync(join(folder, name), "utf8"),
    }));
}

/** Serves it on a free port. */
export async function serve(): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const file = fileOf(new URL(request.url ?? "/", "http://site").pathname);
    if (!file) return void response.writeHead(404).end();
    response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
