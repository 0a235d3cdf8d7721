import { parseRedirect } from "iamport-request-pay";
import { customerOf } from "./customer.mjs";
import { viewOf } from "./order-page.mjs";

/** For how long the same landing page isn't looked up again, in milliseconds. */
const recent = 10_000;

/**
 * What a landing page has to say. Its address is reported to `complete`, as the browser would report it; then the
 * order is shown as the books have it. Reloading it asks PortOne no more often than every ten seconds.
 *
 * @param {object} parts
 * @param {ReturnType<import("./orders.mjs").createOrders>} parts.orders
 * @param {import("iamport-request-pay/server").PaymentHandler} parts.complete
 */
export function landing({ orders, complete }) {
  /** @type {Map<string, { until: number, reported: Promise<{ http: number, status?: string, reason?: string }> }>} */
  const reports = new Map();

  /**
   * @param {{ imp_uid: string | null, merchant_uid: string }} report
   * @param {Request} request
   */
  function reportOnce(report, request) {
    const now = Date.now();
    const key = JSON.stringify([report, customerOf(request)]);
    const known = reports.get(key);
    if (known && known.until > now) return known.reported;
    // A full map loses its oldest entry, which comes first.
    const [oldest] = reports.keys();
    if (oldest !== undefined && reports.size >= 1_000) reports.delete(oldest);
    reports.delete(key);
    const headers = new Headers({ "content-type": "application/json" });
    const cookie = request.headers.get("cookie");
    if (cookie) headers.set("cookie", cookie);
    const body = JSON.stringify(report);
    const reported = complete(new Request(request.url, { method: "POST", headers, body })).then(
      async (answer) => ({ http: answer.status, ...(await answer.json()) }),
    );
    const entry = { until: now + recent, reported };
    reports.set(key, entry);
    // PortOne couldn't be asked: the next visit may try again in a second.
    void reported.then(({ http }) => {
      if (http === 503) entry.until = Date.now() + 1_000;
    });
    return reported;
  }

  /**
   * @param {Request} request
   * @returns {Promise<{ view: import("./order-page.mjs").View, isCustomer: boolean }>}
   */
  return async (request) => {
    const { imp_uid = null, merchant_uid = null } = parseRedirect(request.url) ?? {};
    if (!merchant_uid) return { view: { state: "nothing" }, isCustomer: false };
    const before = await orders.find(merchant_uid);
    const isCustomer = await orders.isCustomers(merchant_uid, customerOf(request));
    if (!before) {
      return { view: { state: "forged", merchantUid: merchant_uid, reason: "unknown_order" }, isCustomer };
    }
    const isKnown = imp_uid !== null && before.impUid === imp_uid && !before.asking;
    if (isKnown) return { view: viewOf(before), isCustomer };
    const { http, status, reason } = await reportOnce({ imp_uid, merchant_uid }, request);
    const order = (await orders.find(merchant_uid)) ?? before;
    // How the order has ended counts for more than an address that says something else.
    const isOpen = order.state === "new" || order.state === "failed" || order.state === "expired";
    if (http === 503 && isOpen) return { view: { state: "checking", order }, isCustomer };
    if (status === "forgery" && isOpen) {
      return { view: { state: "forged", merchantUid: merchant_uid, reason: reason ?? null }, isCustomer };
    }
    // A window that was closed halfway. Nothing comes of it, but the payment may have been begun again.
    if (status === "pending" && isOpen) return { view: { state: "checking", order }, isCustomer };
    return { view: viewOf(order), isCustomer };
  };
}
