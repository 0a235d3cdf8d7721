import type { LoadOptions } from "./load-iamport.ts";
import { addresses, type ScriptAddress } from "./script-addresses.ts";

/** A `<link>` for the page's head, by the names that HTML gives its attributes. */
export interface SdkHint {
  /** `"preload"`: fetch this script. `"preconnect"`: connect to where it will be asked for. */
  rel: "preload" | "preconnect";
  /** The script's address, or the origin to connect to. */
  href: string;
  /** With `"preload"`: what it is. */
  as?: "script";
  /** As the script's own tag has it; without it the browser would fetch twice. */
  crossorigin?: "anonymous";
  /** The script's published hash, where `loadIamport` checks it. */
  integrity?: string;
  /** The nonce that `loadIamport` was given. */
  nonce?: string;
}

/**
 * What the page's `<head>` can say, so that the browser asks for jQuery and PortOne's SDK, and connects to PortOne's
 * service, while it still reads the HTML, and not only once the page's own script has run. That lets a page rendered on
 * a server open its payment window sooner; React's hook does it by itself while rendering on a server (React 19).
 *
 * (A browser that allows PortOne no cookies on a shop's page can't use a connection that was made ahead: there only the
 * scripts come sooner.)
 *
 * It needs no page, so it can be called on a server. It returns plain objects with the names of HTML's attributes: pass
 * them as they are to the head managers of Nuxt, Vue and SvelteKit, or write `<link>` tags of your own from them.
 *
 * @param options - those that the page gives to `loadIamport`: with others the scripts would be asked for twice
 * @returns a preload of each script that `loadIamport` brings, and for PortOne's CDN a connection to its service
 * @example
 * ```ts
 * import { sdkHints } from "iamport-request-pay";
 *
 * const head = sdkHints()
 *   .map((hint) => `<link ${Object.entries(hint).map(([name, value]) => `${name}="${value}"`).join(" ")}>`)
 *   .join("");
 * ```
 * @see https://portone.gitbook.io/docs-en/auth/guide (section 1)
 */
export function sdkHints(options: LoadOptions = {}): SdkHint[] {
  const { scripts, service } = addresses(options);
  const hints = scripts.map((script) => preload(script, options));
  return service ? [...hints, { rel: "preconnect", href: service }] : hints;
}

function preload({ url, integrity }: ScriptAddress, { nonce }: LoadOptions): SdkHint {
  return {
    rel: "preload",
    as: "script",
    href: url,
    // As the script's tag will ask for it; otherwise the browser takes the two for different requests.
    ...(integrity !== undefined && { crossorigin: "anonymous" as const, integrity }),
    ...(nonce !== undefined && { nonce }),
  };
}
