/**
 * Takes what changes something from the shop's own pages alone. Another site's form comes without the customer's
 * cookie, is taken for a new customer's, and would put a new cookie in the place of the one that their orders and
 * their subscription hang on. A browser too old to say whose form it is gets through.
 *
 * @type {import("hono").MiddlewareHandler}
 */
export async function fromOwnPages(context, next) {
  const site = context.req.header("sec-fetch-site") ?? "same-origin";
  if (context.req.method === "POST" && site !== "same-origin" && site !== "none") {
    const refused = { message: "This is for the shop's own pages." };
    return context.json(refused, 403, { "cache-control": "no-store" });
  }
  return next();
}
