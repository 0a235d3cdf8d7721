import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { DefaultTheme } from "vitepress";

/** The repository. */
export const root = new URL("../../", import.meta.url);

export type Language = "en" | "ko";

/**
 * Where a file of the repository stands on the site: `docs/faq.ko.md` is `ko/faq.md`, the README the first page.
 *
 * @param language - of a file that is named in English: the page in this one, if there is one
 */
export function pageOf(source: string, language: Language = "en"): string {
  const korean = source.replace(/\.md$/, ".ko.md");
  if (language === "ko" && existsSync(new URL(korean, root))) return pageOf(korean);
  const path = source
    .replace(/^docs\/README/, "guides")
    .replace(/^docs\//, "")
    .replace(/^README/, "index")
    .replace(/^CHANGELOG/, "changelog");
  return path.endsWith(".ko.md") ? `ko/${path.replace(/\.ko\.md$/, ".md")}` : path;
}

/** Every file that is a page, from the repository's top. */
export function sources(): string[] {
  const guides = readdirSync(new URL("docs", root), { recursive: true, encoding: "utf8" });
  return ["README.md", "README.ko.md", "CHANGELOG.md"].concat(
    guides
      .filter((name) => name.endsWith(".md") && !name.startsWith("."))
      .map((name) => `docs/${name.replace(/\\/g, "/")}`),
  );
}

/** The pages that there are in English alone. */
export function onlyEnglish(): string[] {
  const english = sources().filter((source) => !source.endsWith(".ko.md"));
  return english.filter((source) => pageOf(source, "ko") === pageOf(source)).map((source) => pageOf(source));
}

/** Everything else of the repository: what is Markdown there is for those who work on it. */
export function excluded(): string[] {
  return readdirSync(root, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return entry.name === "docs" ? [] : [`${entry.name}/**`];
    return entry.name.endsWith(".md") && !sources().includes(entry.name) ? [entry.name] : [];
  });
}

/** The guides in the order in which they are read. What isn't named here comes last. */
const groups = [
  {
    en: "Begin",
    ko: "시작",
    guides: ["guides", "checkout", "early-loading", "landing-pages", "results", "parameters"],
  },
  {
    en: "Your server",
    ko: "서버",
    guides: [
      "server",
      "webhooks",
      "amounts",
      "retries",
      "refunds",
      "in-production",
      "billing-keys",
      "identity-verification",
      "paypal",
    ],
  },
  {
    en: "When it gets stuck",
    ko: "막힐 때",
    guides: ["popups-and-clicks", "in-app-browsers", "content-security-policy", "errors", "faq"],
  },
  { en: "Testing", ko: "테스트", guides: ["testing", "sandbox"] },
  { en: "Moving", ko: "옮겨 오기", guides: ["migration", "v2", "changelog"] },
  { en: "Measured", ko: "측정", guides: ["benchmarks", "reliability"] },
];

const titleOf = (source: string) =>
  /^# (.*)$/m.exec(readFileSync(new URL(source, root), "utf8"))?.[1] ?? source;

/** What stands beside every page of a language: its guides, by their titles, and the reference. */
export function sidebarOf(language: Language): DefaultTheme.SidebarItem[] {
  const named = new Set(groups.flatMap(({ guides }) => guides));
  const english = sources().filter((source) => !source.endsWith(".ko.md") && source !== "README.md");
  const names = english.map((source) => pageOf(source).replace(/\.md$/, ""));
  const sourceOf = new Map(names.map((name, index) => [name, english[index] ?? ""]));
  const itemOf = (name: string) => {
    const english = sourceOf.get(name);
    if (!english) return [];
    const page = pageOf(english, language);
    const korean = english.replace(/\.md$/, ".ko.md");
    return [
      { text: titleOf(page.startsWith("ko/") ? korean : english), link: `/${page.replace(/\.md$/, "")}` },
    ];
  };
  const others = names.filter((name) => !named.has(name) && !name.startsWith("reference/"));
  const more = { en: "More", ko: "그 밖에", guides: others };
  const reference = names.filter((name) => name.startsWith("reference/") && !name.endsWith("/index"));
  return [
    ...[...groups, more]
      .map((group) => ({ text: group[language], items: group.guides.flatMap(itemOf) }))
      .filter(({ items }) => items.length > 0),
    {
      text: { en: "Reference", ko: "레퍼런스 (영어)" }[language],
      items: reference.sort().flatMap(itemOf),
      collapsed: false,
    },
  ];
}
