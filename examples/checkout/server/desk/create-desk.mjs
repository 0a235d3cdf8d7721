import { Hono } from "hono";
import { languageOf } from "../language.mjs";
import { madePage } from "../security-headers.mjs";
import { createDeskBooks } from "./books.mjs";
import { detailCookie, detailOf } from "./detail.mjs";
import { deskPage, loginPage } from "./pages.mjs";
import { refund } from "./refund.mjs";
import { createSessions } from "./session.mjs";

/**
 * The operator's pages: orders, payments, money that has to go back, and who tells lies.
 *
 * @param {object} parts
 * @param {import("../open-database.mjs").Database} parts.database
 * @param {ReturnType<import("../payments.mjs").createPayments>} parts.payments
 * @param {import("iamport-request-pay/server").IamportClient} parts.client
 * @param {string} parts.password
 * @param {boolean} parts.isHttps
 */
export function createDesk({ database, payments, client, password, isHttps }) {
  const desk = new Hono();
  const books = createDeskBooks(database);
  const sessions = createSessions({ password, isHttps });

  /**
   * @param {import("hono").Context} context
   * @param {"wrong" | "later" | null} refused
   */
  const askPassword = (context, refused) => {
    const status = refused === "later" ? 429 : refused ? 403 : 401;
    return context.html(loginPage(languageOf(context.req.raw), refused), status, madePage);
  };

  /** @param {import("hono").Context} context */
  const here = (context) => `/desk?lang=${languageOf(context.req.raw)}`;

  /**
   * Back to the desk, which says what came of a form.
   *
   * @param {import("hono").Context} context
   * @param {{ key: string, detail?: string | undefined }} said
   */
  const goBack = (context, { key, detail }) => {
    context.header("set-cookie", detailCookie(detail, isHttps));
    return context.redirect(`${here(context)}&said=${key}`, 303);
  };

  desk.get("/", async (context) => {
    const request = context.req.raw;
    if (!sessions.isOpen(request)) return askPassword(context, null);
    const search = plain(context.req.query("q")).trim().slice(0, 60);
    const orders = await books.orders(search);
    const detail = detailOf(request);
    // The reason is shown once, and not after a reload.
    if (detail) context.header("set-cookie", detailCookie(undefined, isHttps));
    const view = {
      language: languageOf(request),
      token: sessions.token(request),
      search,
      said: context.req.query("said") ?? null,
      detail,
      orders: await Promise.all(
        orders.map(async (order) => ({ order, payments: await books.paymentsOf(order.merchantUid) })),
      ),
      toGiveBack: await books.toGiveBack(),
      held: await books.held(),
      reports: await books.forgedReports(),
      look: await books.look(),
    };
    return context.html(deskPage(view), 200, madePage);
  });

  desk.post("/open", async (context) => {
    const form = await context.req.formData().catch(() => new FormData());
    const guess = String(form.get("password") ?? "");
    const opened = sessions.open({ request: context.req.raw, guess });
    if ("refused" in opened) return askPassword(context, opened.refused);
    for (const cookie of opened.cookies) context.header("set-cookie", cookie, { append: true });
    return context.redirect(here(context), 303);
  });

  // Each of these changes something: only by a form of the desk's own.
  desk.use("/do/*", async (context, next) => {
    const form = await context.req.formData().catch(() => new FormData());
    if (!sessions.isOpen(context.req.raw)) return askPassword(context, null);
    const origin = context.req.header("origin");
    const isForeign =
      origin !== undefined &&
      origin !== "null" &&
      !(URL.canParse(origin) && new URL(origin).host === context.req.header("host"));
    if (isForeign || !sessions.isOwn(context.req.raw, String(form.get("token") ?? ""))) {
      return context.text("This form isn't the desk's own.", 403, madePage);
    }
    return next();
  });

  desk.post("/do/close", (context) => {
    context.header("set-cookie", sessions.close());
    return context.redirect(here(context), 303);
  });

  desk.post("/do/refund", async (context) => {
    const form = await context.req.formData();
    const payment = await books.payment(plain(form.get("imp_uid")));
    const said = payment ? await refund({ client, payments }, payment, form) : { key: "noPayment" };
    return goBack(context, said);
  });

  desk.post("/do/send", async (context) => {
    const form = await context.req.formData();
    await books.send(plain(form.get("merchant_uid")));
    return goBack(context, { key: "sent" });
  });

  return desk;
}

/**
 * A field as text that PostgreSQL can hold.
 *
 * @param {FormDataEntryValue | null | undefined} value
 */
function plain(value) {
  return String(value ?? "").replace(/\0/g, "");
}
