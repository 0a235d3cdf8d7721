import { Hono } from "hono";
import { parseCertificationRedirect } from "iamport-request-pay";
import { readAge, verifyCertification } from "iamport-request-pay/server";
import { createCustomer, customerCookie, customerOf } from "../customer.mjs";
import { languageOf } from "../language.mjs";
import { checkoutPage } from "../security-headers.mjs";
import { createAgeChecks } from "./age-checks.mjs";
import { agePage } from "./age-page.mjs";

/** The Youth Protection Act goes by the year: who becomes 19 in it may buy wine from 1 January on. */
const ofAge = 19;

/**
 * A page that only adults see: an identity verification in the browser, and what the server believes of it.
 *
 * @param {object} parts
 * @param {import("../open-database.mjs").Database} parts.database
 * @param {import("iamport-request-pay/server").IamportClient} parts.client
 * @param {boolean} parts.isHttps
 * @param {(error: unknown) => void} parts.onError
 */
export function createAgeCheck({ database, client, isHttps, onError }) {
  const ageChecks = createAgeChecks(database);
  const app = new Hono();
  const headers = { ...checkoutPage, "cache-control": "no-store" };

  app.get("/", async (context) => {
    const isAdult = await ageChecks.isAdult(customerOf(context.req.raw));
    const language = languageOf(context.req.raw);
    return context.html(
      agePage(isAdult ? "adult" : saidOf(context.req.query("said")), language),
      200,
      headers,
    );
  });

  // Asked by the page's script, before the customer presses the button.
  app.post("/", async (context) => {
    const customer = customerOf(context.req.raw) ?? createCustomer();
    const merchant_uid = await ageChecks.create(customer);
    context.header("cache-control", "no-store");
    context.header("set-cookie", customerCookie(customer, isHttps));
    return context.json({ merchant_uid }, 201);
  });

  // The browser's report.
  app.post("/complete", async (context) => {
    const { imp_uid, merchant_uid } = (await context.req.json().catch(() => null)) ?? {};
    const status = await check(imp_uid, merchant_uid, customerOf(context.req.raw));
    context.header("cache-control", "no-store");
    return context.json({ status });
  });

  // The landing page, for phones. Anybody can write its address, so that what it says is looked up at PortOne.
  app.get("/landed", async (context) => {
    const language = languageOf(context.req.raw);
    const { imp_uid, merchant_uid } = parseCertificationRedirect(context.req.url) ?? {};
    const status = await check(imp_uid, merchant_uid, customerOf(context.req.raw));
    return context.redirect(`/age-check?lang=${language}&said=${status}`, 303);
  });

  /**
   * @param {unknown} imp_uid
   * @param {unknown} merchant_uid
   * @param {string | undefined} secret
   * @returns {Promise<"adult" | "minor" | "expired" | "failed">}
   */
  async function check(imp_uid, merchant_uid, secret) {
    if (typeof imp_uid !== "string" || typeof merchant_uid !== "string") return "failed";
    // Only for a request that the shop gave this customer: else they could bring somebody else's verification.
    const request = await ageChecks.find(merchant_uid, secret);
    if (!request) return "failed";
    // It was checked before, and PortOne may have deleted it since.
    if (request.isAdult !== null) return request.isAdult ? "adult" : "minor";
    const verification = await verifyCertification(
      client,
      { imp_uid, merchant_uid },
      { claim: ageChecks.claim },
    );
    if (verification.status === "expired") return "expired";
    if (verification.status !== "certified") return "failed";
    const age = readAge(verification.certification);
    const isAdult = age !== null && age.byYear >= ofAge;
    await ageChecks.record(merchant_uid, isAdult);
    // The shop knows what it had to know, and keeps nothing else of the person.
    await client.deleteCertification(imp_uid).catch(onError);
    return isAdult ? "adult" : "minor";
  }

  return app;
}

/**
 * What the page says by its address of a check that was just made. Never that somebody is an adult: the books say that.
 *
 * @param {string | undefined} said
 */
function saidOf(said) {
  return said === "minor" || said === "expired" || said === "failed" ? said : "new";
}
