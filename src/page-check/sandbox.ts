import { sandboxedFrame } from "../messages/page.ts";
import type { Look } from "./look.ts";

/** What a payment needs of a sandbox, and any one of which will do. */
const needed = [
  ["allow-scripts"],
  ["allow-same-origin"],
  ["allow-forms"],
  ["allow-popups"],
  ["allow-top-navigation", "allow-top-navigation-by-user-activation"],
];

/** The page is in a sandbox: by its frame's attribute, or by its own policy. */
export function sandbox({ policies }: Look): string | undefined {
  const sandboxes = policies
    // In the markup the directive is ignored.
    .filter(({ from }) => from === "header")
    .flatMap(({ directives }) => [directives.get("sandbox") ?? []].filter(() => directives.has("sandbox")));
  const attribute = sandboxOfFrame();
  if (attribute) sandboxes.push(attribute);
  for (const tokens of sandboxes) {
    const missing = needed.filter((ways) => !ways.some((way) => tokens.includes(way)));
    if (missing.length > 0) return sandboxedFrame(missing.map(([way]) => way).join(", "));
  }
  // From a sandbox without this its attribute can't be read.
  return location.protocol.startsWith("http") && self.origin === "null"
    ? sandboxedFrame("allow-same-origin")
    : undefined;
}

/** `undefined` where there is none, or where the page around is another origin's. */
function sandboxOfFrame(): string[] | undefined {
  try {
    const attribute = window.frameElement?.getAttribute("sandbox");
    return attribute?.toLowerCase().split(/\s+/);
  } catch {
    return undefined;
  }
}
