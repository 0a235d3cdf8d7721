import { fileURLToPath } from "node:url";

/** @typedef {NonNullable<Parameters<typeof import("./start-shop.mjs").startShop>[0]>} ShopOptions */

const loopback = ["127.0.0.1", "localhost", "::1"];

/**
 * What the environment says, as the shop's options. README.md lists the names.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {ShopOptions}
 * @throws Error that names everything that is wrong, and what to do about it
 */
export function readEnvironment(env) {
  /** @type {string[]} */
  const problems = [];
  // Docker Compose sets a variable that is missing to an empty text.
  /** @param {string} name */
  const read = (name) => env[name]?.trim() || undefined;

  const port = read("PORT") ?? "3000";
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    problems.push(`PORT is ${shown(port)}: a number from 0 to 65535 (0: a free one).`);
  }
  for (const [name, protocols] of /** @type {[string, string[]][]} */ ([
    ["DATABASE_URL", ["postgres:", "postgresql:"]],
    ["SANDBOX_URL", ["http:", "https:"]],
    ["SANDBOX_PUBLIC_URL", ["http:", "https:"]],
    ["PUBLIC_URL", ["http:", "https:"]],
  ])) {
    const value = read(name);
    // The value isn't shown: a password may be in it.
    if (value && !isUrl(value, protocols)) problems.push(`${name} is no address: ${protocols[0]}//…`);
  }

  const [userCode, impKey, impSecret] = [read("IMP_CODE"), read("IMP_KEY"), read("IMP_SECRET")];
  const test = read("IMP_TEST");
  if (test !== undefined && test !== "1" && test !== "0") {
    problems.push(`IMP_TEST is ${shown(test)}: 1 (test payments count) or 0.`);
  }
  const missing = ["IMP_CODE", "IMP_KEY", "IMP_SECRET"].filter((name) => !read(name));
  if (missing.length > 0 && missing.length < 3) {
    problems.push(
      `PortOne needs all three of IMP_CODE, IMP_KEY and IMP_SECRET: ${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} missing.`,
    );
  }
  const portone =
    userCode && impKey && impSecret ? { userCode, impKey, impSecret, testing: test === "1" } : undefined;
  if (test === "1" && missing.length === 3) {
    problems.push(
      "IMP_TEST is about payments at PortOne: without IMP_CODE, IMP_KEY and IMP_SECRET there are none.",
    );
  }
  if (portone && !portone.testing && !read("DATABASE_URL")) {
    problems.push(
      "With PortOne's keys the orders need a database that outlives this machine: set DATABASE_URL to a PostgreSQL, or IMP_TEST=1 to try the shop with test payments.",
    );
  }
  if (portone && read("SANDBOX_URL"))
    problems.push("SANDBOX_URL and PortOne's keys: it can be only one of them.");
  if (read("SANDBOX_PUBLIC_URL") && !read("SANDBOX_URL")) {
    problems.push(
      "SANDBOX_PUBLIC_URL says where browsers find the sandbox of SANDBOX_URL, which is missing.",
    );
  }

  const hostname = read("HOST") ?? "127.0.0.1";
  const deskPassword = read("DESK_PASSWORD");
  if (!loopback.includes(hostname) && !deskPassword) {
    problems.push(
      `DESK_PASSWORD is missing: the shop listens on ${hostname}, where others reach the operator's desk.`,
    );
  }
  if (deskPassword && deskPassword.length < 8) problems.push("DESK_PASSWORD is shorter than 8 characters.");

  if (problems.length > 0)
    throw new Error(`The shop can't start:\n${problems.map((one) => `- ${one}`).join("\n")}`);
  const folder = read("DATA_FOLDER") ?? fileURLToPath(new URL("../data/orders", import.meta.url));
  return {
    port: Number(port),
    hostname,
    databaseUrl: read("DATABASE_URL"),
    databaseFolder: folder,
    publicUrl: read("PUBLIC_URL"),
    portone,
    sandboxUrl: read("SANDBOX_URL"),
    sandboxPublicUrl: read("SANDBOX_PUBLIC_URL"),
    deskPassword,
  };
}

/**
 * @param {string} value
 * @param {string[]} protocols
 */
function isUrl(value, protocols) {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol);
}

/** @param {string} value */
function shown(value) {
  return JSON.stringify(value.slice(0, 40));
}
