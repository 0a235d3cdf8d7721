/**
 * @param {Request} request
 * @param {string} name
 * @returns {string | undefined}
 */
export function readCookie(request, name) {
  const cookies = (request.headers.get("cookie") ?? "").split(/;\s*/);
  return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
}

/**
 * A cookie that no script reads, as the value of `set-cookie`.
 *
 * @param {object} cookie
 * @param {string} cookie.name
 * @param {string} cookie.value
 * @param {string} cookie.path
 * @param {number} cookie.seconds how long the browser keeps it; 0 takes it away
 * @param {"Lax" | "Strict"} cookie.sameSite
 * @param {boolean} cookie.isHttps
 */
export function writeCookie({ name, value, path, seconds, sameSite, isHttps }) {
  const secure = isHttps ? "; Secure" : "";
  return `${name}=${value}; Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=${sameSite}${secure}`;
}
