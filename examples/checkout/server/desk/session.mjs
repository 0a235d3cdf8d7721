import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { readCookie, writeCookie } from "../cookies.mjs";

const name = "shop_desk";
const hours = 8;

/** So many wrong passwords a minute, whoever tries. */
const mostGuesses = 10;

/**
 * Who may sit at the desk. The cookie says until when and is signed with the password, so that it is good in every
 * process of the shop, and a new password ends it.
 *
 * @param {{ password: string, isHttps: boolean }} options
 */
export function createSessions({ password, isHttps }) {
  /** @type {number[]} */
  let guesses = [];

  /** @param {string} text */
  const sign = (text) => createHmac("sha256", `desk:${password}`).update(text).digest("base64url");

  /** @param {Request} request */
  function sessionOf(request) {
    const session = readCookie(request, name) ?? "";
    const [until = "", salt = "", signature = ""] = session.split(".");
    const isGood = isSame(signature, sign(`${until}.${salt}`)) && Number(until) > Date.now();
    return isGood ? session : null;
  }

  /** @param {string} session */
  const tokenOf = (session) => sign(`form:${session}`);

  return {
    /**
     * @param {string} guess
     * @returns {{ cookie: string } | { refused: "wrong" | "later" }}
     */
    open: (guess) => {
      guesses = guesses.filter((at) => at > Date.now() - 60_000);
      if (guesses.length >= mostGuesses) return { refused: "later" };
      if (!isSame(sign(guess), sign(password))) {
        guesses.push(Date.now());
        return { refused: "wrong" };
      }
      const content = `${Date.now() + hours * 3_600_000}.${randomBytes(12).toString("base64url")}`;
      return { cookie: write(`${content}.${sign(content)}`, hours * 3600) };
    },
    close: () => write("", 0),
    isOpen: (/** @type {Request} */ request) => sessionOf(request) !== null,

    /**
     * What the desk's own forms carry and another site can't know.
     *
     * @param {Request} request
     */
    token: (request) => tokenOf(sessionOf(request) ?? ""),

    /**
     * Whether a form is the desk's own.
     *
     * @param {Request} request
     * @param {string} token
     */
    isOwn: (request, token) => {
      const session = sessionOf(request);
      return session !== null && isSame(token, tokenOf(session));
    },
  };

  /**
   * @param {string} value
   * @param {number} seconds
   */
  function write(value, seconds) {
    return writeCookie({ name, value, path: "/desk", seconds, sameSite: "Strict", isHttps });
  }
}

/**
 * In the same time wherever they differ.
 *
 * @param {string} one
 * @param {string} other
 */
function isSame(one, other) {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
