/**
 * Korean, unless the address or the browser says English.
 *
 * @param {Request} request
 * @returns {"ko" | "en"}
 */
export function languageOf(request) {
  const asked =
    new URL(request.url).searchParams.get("lang") ?? request.headers.get("accept-language") ?? "ko";
  return asked.startsWith("en") ? "en" : "ko";
}
