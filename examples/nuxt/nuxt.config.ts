import { fileURLToPath } from "node:url";
import { defineNuxtConfig } from "nuxt/config";

export default defineNuxtConfig({
  compatibilityDate: "2026-01-01",
  // The examples share a style, which lies beside this folder.
  css: [fileURLToPath(new URL("../shared/shop.css", import.meta.url))],
  app: {
    head: {
      title: "노르웨이 회전의자",
      htmlAttrs: { lang: "ko" },
      link: [{ rel: "icon", href: "data:," }],
    },
  },
});
