import { fileURLToPath } from "node:url";
import { type DefaultTheme, defineConfig, type LocaleSpecificConfig } from "vitepress";
import { followRepositoryLinks } from "./links.ts";
import { excluded, type Language, onlyEnglish, pageOf, root, sidebarOf, sources } from "./pages.ts";
import { splitWords, splitWordsAndEndings } from "./search.ts";
import { slugOf } from "./slug.ts";

// `npm run docs` builds it into `docs/.vitepress/dist`, `npm run docs:dev` serves it. The pages are the Markdown of the
// repository as it lies there: the READMEs are the way in, `docs` are the guides, `docs/reference` is TypeDoc's.

/** `/repository/` on GitHub Pages, where the workflow names it; `/` everywhere else. */
const base = `${process.env.DOCS_BASE ?? ""}/`.replace(/\/\/$/, "/");

/** A card, as text. */
const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect y="5" width="32" height="22" rx="4" fill="#3451b2"/><path d="M0 11h32v5H0z" fill="#fff"/></svg>',
)}`;

const words = {
  en: {
    description:
      "PortOne V1 (i'mport) payments on a web page, from the first <script> to the order marked as paid",
    guides: "Guides",
    reference: "Reference",
    errors: "Errors",
    benchmarks: "Benchmarks",
    outline: "On this page",
    previous: "Before",
    next: "Next",
    menu: "Menu",
    top: "To the top",
    theme: "Appearance",
    light: "Light",
    dark: "Dark",
    languages: "Language",
    search: {
      button: { buttonText: "Search", buttonAriaLabel: "Search" },
      modal: {
        displayDetails: "With excerpts",
        resetButtonTitle: "Clear",
        backButtonTitle: "Close",
        noResultsText: "Nothing found for",
        footer: { selectText: "open", navigateText: "move", closeText: "close" },
      },
    },
  },
  ko: {
    description: "웹 페이지에서 포트원 V1(아임포트) 결제를, 첫 <script>부터 주문이 결제 완료로 바뀔 때까지",
    guides: "가이드",
    reference: "레퍼런스",
    errors: "오류",
    benchmarks: "성능 측정",
    outline: "이 페이지에서",
    previous: "이전",
    next: "다음",
    menu: "메뉴",
    top: "맨 위로",
    theme: "화면 모드",
    light: "밝게",
    dark: "어둡게",
    languages: "언어",
    search: {
      button: { buttonText: "검색", buttonAriaLabel: "검색" },
      modal: {
        displayDetails: "내용 함께 보기",
        resetButtonTitle: "지우기",
        backButtonTitle: "닫기",
        noResultsText: "찾지 못했습니다:",
        footer: { selectText: "열기", navigateText: "이동", closeText: "닫기" },
      },
    },
  },
};

/** One language's pages: what stands around them, in its words. */
function localeOf(language: Language): LocaleSpecificConfig<DefaultTheme.Config> {
  const say = words[language];
  const link = (source: string) => `/${pageOf(source, language).replace(/(index)?\.md$/, "")}`;
  return {
    description: say.description,
    themeConfig: {
      nav: [
        { text: say.guides, link: link("docs/README.md") },
        { text: say.reference, link: "/reference/", activeMatch: "/reference/" },
        { text: say.errors, link: link("docs/errors.md") },
        { text: say.benchmarks, link: link("docs/benchmarks.md") },
      ],
      sidebar: sidebarOf(language),
      outline: { level: [2, 3], label: say.outline },
      docFooter: { prev: say.previous, next: say.next },
      sidebarMenuLabel: say.menu,
      returnToTopLabel: say.top,
      darkModeSwitchLabel: say.theme,
      lightModeSwitchTitle: say.light,
      darkModeSwitchTitle: say.dark,
      langMenuLabel: say.languages,
    },
  };
}

/**
 * Where the menu of languages leads: the same page, or the first one where there is no such page. It is sent to the page as
 * text, so it has to stand by itself.
 */
const pageInLanguage: DefaultTheme.I18nRouting = ({ theme }, { data }, language) => {
  const { onlyEnglish = [] }: SiteConfig = theme.value;
  const page = data.relativePath.replace(/^ko\//, "");
  const path = onlyEnglish.includes(page) ? "" : page.replace(/(index)?\.md$/, "");
  return `/${language === "ko" ? "ko/" : ""}${path}`;
};

/** A page as it is searched: nobody searches for the colours of code, and they take half of the time. */
const renderPlainly: DefaultTheme.LocalSearchOptions["_render"] = (source, env, markdown) => {
  markdown.options.highlight = null;
  return markdown.renderAsync(source, env);
};

/** What the theme is told beside what it knows. */
interface SiteConfig extends DefaultTheme.Config {
  /** Pages without a Korean one. */
  onlyEnglish?: string[];
}

export default defineConfig<SiteConfig>({
  base,
  title: "iamport-request-pay",
  srcDir: fileURLToPath(root),
  srcExclude: excluded(),
  rewrites: (source) => pageOf(source),
  cleanUrls: true,
  head: [["link", { rel: "icon", href: icon }]],
  locales: {
    root: { label: "English", lang: "en", ...localeOf("en") },
    ko: { label: "한국어", lang: "ko", ...localeOf("ko") },
  },
  themeConfig: {
    onlyEnglish: onlyEnglish(),
    i18nRouting: pageInLanguage,
    search: {
      provider: "local",
      options: {
        _render: renderPlainly,
        locales: { root: { translations: words.en.search }, ko: { translations: words.ko.search } },
        miniSearch: {
          options: { tokenize: splitWordsAndEndings },
          searchOptions: { tokenize: splitWords, combineWith: "AND" },
        },
      },
    },
  },
  markdown: {
    anchor: { slugify: slugOf },
    languageAlias: { csp: "http", kotlin: "java", swift: "js" },
    config: (markdown) => followRepositoryLinks(markdown, sources()),
  },
  vite: {
    publicDir: false,
    // The READMEs' pictures lie beside the guides.
    build: { chunkSizeWarningLimit: 2_000 },
  },
});
