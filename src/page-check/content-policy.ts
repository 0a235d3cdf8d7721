/** One Content-Security-Policy: its directives, and where it stands. */
export interface ContentPolicy {
  from: "header" | "markup";
  directives: ReadonlyMap<string, readonly string[]>;
}

/** The policies of a header; there may be several, and each has to allow. */
export function parsePolicies(text: string, from: ContentPolicy["from"]): ContentPolicy[] {
  return text
    .split(",")
    .map((policy): ContentPolicy => {
      const directives = new Map<string, string[]>();
      for (const directive of policy.split(";")) {
        const [name = "", ...values] = directive.trim().split(/\s+/);
        const key = name.toLowerCase();
        // If a directive comes twice, the first one counts.
        if (key && !directives.has(key)) directives.set(key, values);
      }
      return { from, directives };
    })
    .filter(({ directives }) => directives.size > 0);
}

/** The policies in the page's markup. */
export function metaPolicies(): ContentPolicy[] {
  const metas = document.querySelectorAll<HTMLMetaElement>('meta[http-equiv="Content-Security-Policy" i]');
  return [...metas].flatMap(({ content }) => parsePolicies(content, "markup"));
}

/** The directive that decides: the first of those that the policy has. */
export function decidingDirective(
  { directives }: ContentPolicy,
  names: readonly string[],
): { name: string; sources: readonly string[] } | undefined {
  for (const name of names) {
    const sources = directives.get(name);
    if (sources) return { name, sources };
  }
  return undefined;
}

/** Whether a list of sources lets an address through: by scheme, host, port and path. */
export function allowsAddress(sources: readonly string[], address: string): boolean {
  const url = new URL(address, location.href);
  return sources.some((source) => allows(source, url));
}

function allows(source: string, url: URL): boolean {
  if (source === "*") return /^(https?|wss?):$/.test(url.protocol) || url.protocol === location.protocol;
  if (source === "'self'") return url.origin === location.origin;
  if (/^[a-z][a-z0-9+.-]*:$/i.test(source)) return matchesScheme(source.toLowerCase(), url);
  const parts = /^(?:([a-z][a-z0-9+.-]*:)\/\/)?([^/:']+)(?::(\d+|\*))?(\/.*)?$/i.exec(source);
  if (!parts) return false;
  const [, scheme = location.protocol, host = "", port, path = ""] = parts;
  return (
    matchesScheme(scheme.toLowerCase(), url) &&
    matchesHost(host.toLowerCase(), url.hostname) &&
    (port === "*" || (port ?? "") === url.port || port === portOf(url)) &&
    // A path that ends in a slash is a folder; any other is one file.
    (path.endsWith("/") ? url.pathname.startsWith(path) : path === "" || url.pathname === path)
  );
}

/** `http:` stands for `https:` as well. */
function matchesScheme(scheme: string, { protocol }: URL): boolean {
  return scheme === protocol || (scheme === "http:" && protocol === "https:");
}

function matchesHost(host: string, hostname: string): boolean {
  return host.startsWith("*.") ? hostname.endsWith(host.slice(1)) : host === "*" || host === hostname;
}

function portOf({ port, protocol }: URL): string {
  return port || (protocol === "https:" ? "443" : "80");
}
