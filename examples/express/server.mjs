import { fileURLToPath } from "node:url";
import express from "express";
import { parseRedirect, sentenceFor } from "iamport-request-pay";
import { toNodeHandler } from "iamport-request-pay/server";
import { addOrder } from "./books.mjs";
import { landingPage } from "./landing-page.mjs";
import { complete, settleReport, webhook } from "./payments.mjs";
import { addresses, userCode } from "./portone.mjs";

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const library = fileURLToPath(import.meta.resolve("iamport-request-pay/dist/iamport-request-pay.global.js"));

const app = express();
app.disable("x-powered-by");

app.use(express.static(file("public")));
// The examples share a style, which lies beside this folder.
app.get("/shop.css", (_, response) => response.sendFile(file("../shared/shop.css")));
app.get("/iamport-request-pay.global.js", (_, response) => response.sendFile(library));
/** What the page initializes the SDK with. */
app.get("/portone.json", (_, response) => response.json({ userCode, addresses }));

/** The price is the shop's, and nothing that the browser sends. */
app.post("/orders", (_, response) => response.json(addOrder()));
app.post("/payments/complete", toNodeHandler(complete));
app.post("/payments/webhook", toNodeHandler(webhook));

/** Where a phone comes back to from the gateway: the address says what was paid, and the server looks it up. */
app.get("/landing", async (request, response) => {
  const result = parseRedirect(request.query);
  if (!result?.merchant_uid) return void response.send(landingPage({ sentence: "결제한 주문이 없습니다." }));
  const { imp_uid, merchant_uid, error_msg } = result;
  const completion = await settleReport({ imp_uid, merchant_uid });
  const isPaid = completion.status === "success";
  response.set("cache-control", "no-store").send(
    landingPage({
      sentence: sentenceFor(completion, "ko"),
      reason: isPaid ? undefined : error_msg,
      canPayAgain: completion.status === "failed",
    }),
  );
});

const { PORT = "3000", HOST = "127.0.0.1" } = process.env;
app.listen(Number(PORT), HOST, () => console.log(`http://${HOST}:${PORT}`));
