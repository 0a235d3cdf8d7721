import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { readCookie, writeCookie } from "../cookies.mjs";

const hours = 8;

/** For how long a browser is known that was at the desk. */
const days = 180;

/** So many wrong passwords a minute: of each browser that is known, and of all others together. */
const mostGuesses = 10;

/**
 * Who may sit at the desk. The cookie says until when and is signed with the password, so that it is good in every
 * process of the shop, and a new password ends it.
 *
 * A second cookie stays when the first is over, and lets nobody in: by it a browser that was at the desk is known, so
 * that strangers who guess don't keep the operator out. An address wouldn't tell the two apart behind a proxy.
 *
 * @param {{ password: string, isHttps: boolean }} options
 */
export function createSessions({ password, isHttps }) {
  /** @type {{ at: number, browser: string | null }[]} the wrong ones of the last minute; `null`: not known */
  let guesses = [];

  /** @param {string} text */
  const sign = (text) => createHmac("sha256", `desk:${password}`).update(text).digest("base64url");

  /** @param {Request} request */
  function sessionOf(request) {
    const session = readCookie(request, "shop_desk") ?? "";
    const [until = "", salt = "", signature = ""] = session.split(".");
    const isGood = isSame(signature, sign(`${until}.${salt}`)) && Number(until) > Date.now();
    return isGood ? session : null;
  }

  /** @param {string} id */
  const known = (id) => `${id}.${sign(`browser:${id}`)}`;

  /** @param {Request} request */
  function browserOf(request) {
    const cookie = readCookie(request, "shop_desk_browser") ?? "";
    const [id = ""] = cookie.split(".");
    return isSame(cookie, known(id)) ? id : null;
  }

  /** @param {string} session */
  const tokenOf = (session) => sign(`form:${session}`);

  return {
    /**
     * @param {{ request: Request, guess: string }} attempt
     * @returns {{ cookies: string[] } | { refused: "wrong" | "later" }}
     */
    open: ({ request, guess }) => {
      const browser = browserOf(request);
      guesses = guesses.filter(({ at }) => at > Date.now() - 60_000);
      const before = guesses.filter((one) => one.browser === browser);
      if (before.length >= mostGuesses) return { refused: "later" };
      if (!isSame(sign(guess), sign(password))) {
        guesses.push({ at: Date.now(), browser });
        return { refused: "wrong" };
      }
      const content = `${Date.now() + hours * 3_600_000}.${random()}`;
      const session = { name: "shop_desk", value: `${content}.${sign(content)}`, seconds: hours * 3_600 };
      const value = known(browser ?? random());
      return {
        cookies: [write(session), write({ name: "shop_desk_browser", value, seconds: days * 86_400 })],
      };
    },
    close: () => write({ name: "shop_desk", value: "", seconds: 0 }),
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

  /** @param {{ name: string, value: string, seconds: number }} cookie */
  function write(cookie) {
    return writeCookie({ ...cookie, path: "/desk", sameSite: "Strict", isHttps });
  }
}

function random() {
  return randomBytes(12).toString("base64url");
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
