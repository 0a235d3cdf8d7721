import { sandboxedFrame } from "../messages/page.ts";
import type { Look } from "./look.ts";

/** What a payment needs a sandbox to allow: of each list, any one entry. */
const needed = [
  ["allow-scripts"],
  ["allow-same-origin"],
  ["allow-forms"],
  ["allow-popups"],
  ["allow-top-navigation", "allow-top-navigation-by-user-activation"],
];

/** Finds a sandbox around the page, made by its frame's attribute or by its own policy. */
export function sandbox({ policies }: Look): string | undefined {
  const sandboxes = policies
    // In the markup, browsers ignore the directive.
    .filter(({ from }) => from === "header")
    .flatMap(({ directives }) => [directives.get("sandbox") ?? []].filter(() => directives.has("sandbox")));
  const attribute = sandboxOfFrame();
  if (attribute) sandboxes.push(attribute);
  for (const tokens of sandboxes) {
    const missing = needed.filter((ways) => !ways.some((way) => tokens.includes(way)));
    if (missing.length > 0) return sandboxedFrame(missing.map(([way]) => way).join(", "));
  }
  // In a sandbox without `allow-same-origin`, the page can't read its frame's attribute.
  return location.protocol.startsWith("http") && self.origin === "null"
    ? sandboxedFrame("allow-same-origin")
    : undefined;
}

/**
 * What the frame's `sandbox` attribute allows; `undefined` if there is none, or if the page around is another origin's.
 */
function sandboxOfFrame(): string[] | undefined {
  try {
    const attribute = window.frameElement?.getAttribute("sandbox");
    return attribute?.toLowerCase().split(/\s+/);
  } catch {
    return undefined;
  }
}
