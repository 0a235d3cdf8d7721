import { Hono } from "hono";
import { IamportApiError } from "iamport-request-pay/server";
import { createCustomer, customerCookie, customerOf } from "../customer.mjs";
import { languageOf } from "../language.mjs";
import { checkoutPage } from "../security-headers.mjs";
import { dueInMonths } from "./due-in-months.mjs";
import { subscriptionPage } from "./subscription-page.mjs";
import { createSubscriptions, price } from "./subscriptions.mjs";

/** So many months are scheduled ahead. */
const ahead = 3;

/**
 * A subscription's page and what can be done there: register a card, pay another month with it, have the next ones
 * charged by PortOne, stop.
 *
 * @param {object} parts
 * @param {import("../open-database.mjs").Database} parts.database
 * @param {ReturnType<import("../orders.mjs").createOrders>} parts.orders
 * @param {import("iamport-request-pay/server").IamportClient} parts.client
 * @param {import("iamport-request-pay/server").PaymentHandler} parts.complete
 * @param {ReturnType<import("../landing.mjs").landing>} parts.land
 * @param {boolean} parts.isHttps
 * @param {(error: unknown) => void} parts.onError
 */
export function createSubscription({ database, orders, client, complete, land, isHttps, onError }) {
  const subscriptions = createSubscriptions(database);
  const app = new Hono();

  app.get("/", async (context) => {
    const customer = customerOf(context.req.raw);
    const subscription = await subscriptions.find(customer);
    const language = languageOf(context.req.raw);
    const said = context.req.query("said");
    // A customer who lost it couldn't stop the subscription: each visit renews it.
    if (customer && subscription) context.header("set-cookie", customerCookie(customer, isHttps));
    const page = subscriptionPage(subscription, { language, said });
    return context.html(page, 200, { ...checkoutPage, "cache-control": "no-store" });
  });

  // Asked by the page's script, before the customer presses the button: a window opens within the click.
  app.post("/", async (context) => {
    const customer = customerOf(context.req.raw) ?? createCustomer();
    const { id, merchantUid } = await subscriptions.create(customer);
    context.header("cache-control", "no-store");
    context.header("set-cookie", customerCookie(customer, isHttps));
    const { amount, currency } = price;
    return context.json(
      { customer_uid: id, merchant_uid: merchantUid, amount: Number(amount), currency },
      201,
    );
  });

  // The landing page, for phones, after a card was registered or wasn't. What its address says is looked up.
  app.get("/landed", async (context) => {
    const { view } = await land(context.req.raw);
    const said = saidOf[view.state] ?? "unknown";
    return context.redirect(`/subscription?lang=${languageOf(context.req.raw)}&said=${said}`, 303);
  });

  app.post("/do/:what", async (context) => {
    const language = languageOf(context.req.raw);
    const subscription = await subscriptions.find(customerOf(context.req.raw));
    const form = await context.req.formData().catch(() => new FormData());
    let said = "nothing";
    if (subscription?.state === "active") {
      // Which month the customer saw: pressed twice, it is the same one, and charged once.
      const month = Number(form.get("month"));
      const what = context.req.param("what");
      try {
        if (what === "pay") said = await pay(subscription.id, month, language);
        if (what === "schedule") said = await schedule(subscription.id, month, language);
        if (what === "stop") said = await stop(subscription.id);
      } catch (error) {
        if (!(error instanceof IamportApiError)) throw error;
        onError(error);
        said = error.mayHaveArrived ? "unknown" : "refused";
      }
    }
    return context.redirect(`/subscription?lang=${language}&said=${said}`, 303);
  });

  /**
   * @param {string} id
   * @param {number} month
   * @param {"ko" | "en"} language
   */
  async function pay(id, month, language) {
    if (!isMonth(month)) return "nothing";
    const { merchantUid: merchant_uid } = await subscriptions.addMonth({ id, month, dueAt: new Date() });
    // Two charges that begin at once would both find that nothing is paid.
    if (!(await subscriptions.claimCharge(merchant_uid))) return "unknown";
    // From now on the look after the orders finds the charge, whatever becomes of this process.
    await orders.begin(merchant_uid);
    const payment = await chargeClaimed({ customer_uid: id, ...charge(merchant_uid, language) });
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ imp_uid: payment.imp_uid, merchant_uid });
    const verified = await complete(new Request("http://shop/", { method: "POST", headers, body }));
    const { status } = await verified.json();
    return status === "success" ? "paid" : status === "failed" ? "declined" : "unknown";
  }

  /**
   * Charges a month, and lets it be charged again once it is known how this ended. After a lost answer it isn't known:
   * PortOne may still be charging.
   *
   * @param {import("iamport-request-pay/server").ChargeRequest} request
   */
  async function chargeClaimed(request) {
    let isKnown = true;
    try {
      return await client.chargeBillingKey(request);
    } catch (error) {
      isKnown = error instanceof IamportApiError && !error.mayHaveArrived;
      throw error;
    } finally {
      if (isKnown) await subscriptions.releaseCharge(request.merchant_uid);
    }
  }

  /**
   * @param {string} id
   * @param {number} from
   * @param {"ko" | "en"} language
   */
  async function schedule(id, from, language) {
    if (!isMonth(from)) return "nothing";
    const months = Array.from({ length: ahead }, (_, index) => ({
      id,
      month: from + index,
      dueAt: dueInMonths(index + 1),
    }));
    const schedules = [];
    for (const wanted of months) {
      // The order has to be there before PortOne charges it and sends a webhook.
      const { merchantUid, dueAt } = await subscriptions.addMonth(wanted);
      schedules.push({ ...charge(merchantUid, language), schedule_at: dueAt });
    }
    await client.scheduleCharges({ customer_uid: id, schedules });
    await subscriptions.markScheduled(schedules.map(({ merchant_uid }) => merchant_uid));
    return "scheduled";
  }

  /** @param {string} id */
  async function stop(id) {
    // In this order: without its key each scheduled charge that is left would fail.
    await client.unscheduleCharges({ customer_uid: id });
    await subscriptions.dropMonths(id);
    await client.deleteCustomer(id);
    await subscriptions.stop(id);
    return "stopped";
  }

  return app;
}

/**
 * What is said of the payment that a phone has come back from, by its state; in any other that it is being checked.
 *
 * @type {Partial<Record<import("../order-page.mjs").View["state"], string>>}
 */
const saidOf = { done: "paid", held: "paid", failed: "declined", forged: "nothing", nothing: "nothing" };

/**
 * @param {string} merchant_uid
 * @param {"ko" | "en"} language
 */
function charge(merchant_uid, language) {
  const { amount, currency } = price;
  return {
    merchant_uid,
    amount: Number(amount),
    currency,
    name: language === "ko" ? "온기 상자" : "Ongi box",
  };
}

/** @param {number} month */
function isMonth(month) {
  return Number.isInteger(month) && month > 0 && month < 1_000;
}
