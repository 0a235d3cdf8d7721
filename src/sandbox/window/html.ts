/** Markup that is safe to put into a page: whatever was not markup itself has been escaped. */
export interface Html {
  readonly markup: string;
}

type Part = Html | readonly Html[] | string | number | null | false | undefined;

/** Builds markup; values from outside come out as the text they are. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { markup: strings.reduce((before, string, at) => before + markupOf(parts[at - 1]) + string) };
}

/** Our own scripts and styles, taken as they are. */
export function verbatim(markup: string): Html {
  return { markup };
}

function markupOf(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (typeof part === "object")
    return "markup" in part ? part.markup : part.map((one) => one.markup).join("");
  return String(part).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
