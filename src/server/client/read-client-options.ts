import { shown } from "../escape-text.ts";
import type { IamportClientOptions } from "./create-iamport-client.ts";

/** The longest time that a timer can wait; longer ones are over at once. */
const longest = 2 ** 31 - 1;

/** The options with their defaults, each of them looked at. */
export function readClientOptions({
  baseUrl = "https://api.iamport.kr",
  includeSandbox,
  timeout = 10_000,
  retries = 2,
  fetch,
}: IamportClientOptions) {
  if (!isHttpUrl(baseUrl)) {
    throw wrong("baseUrl", baseUrl, 'the address of the API, such as "https://api.iamport.kr"');
  }
  if (!(typeof timeout === "number" && timeout > 0 && timeout <= longest)) {
    throw wrong("timeout", timeout, `milliseconds, more than 0 and at most ${longest}`);
  }
  if (!(Number.isInteger(retries) && retries >= 0)) {
    throw wrong("retries", retries, "a number of further attempts, 0 or more");
  }
  if (fetch !== undefined && typeof fetch !== "function") {
    throw wrong("fetch", fetch, "a function like the global fetch");
  }
  return {
    // As it is understood: "HTTPS://" and blanks around it are no mistake.
    baseUrl: new URL(baseUrl).href.replace(/\/+$/, ""),
    // An environment's "false" is a text, and a text is true.
    includeSandbox: includeSandbox === true,
    timeout,
    retries,
    fetch,
  };
}

/** Said at the first call and not before: a build runs without secrets. */
export function missingKeys({ impKey, impSecret }: IamportClientOptions): string | null {
  const names = [
    ["impKey", impKey],
    ["impSecret", impSecret],
  ].flatMap(([name, value]) => (typeof value === "string" && value ? [] : [name]));
  if (names.length === 0) return null;
  return (
    `createIamportClient was given no ${names.join(" and no ")}: the REST API keys of PortOne's console. ` +
    "Is the environment variable set that it is read from?"
  );
}

function isHttpUrl(value: unknown): value is string {
  try {
    return typeof value === "string" && /^https?:$/.test(new URL(value).protocol);
  } catch {
    return false;
  }
}

function wrong(name: string, value: unknown, wanted: string): TypeError {
  return new TypeError(`createIamportClient: ${name} is ${shown(value)}; it has to be ${wanted}.`);
}
