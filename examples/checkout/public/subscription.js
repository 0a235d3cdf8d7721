import { addresses, userCode } from "/config.js";
import { completePayment, loadIamport, requestPay } from "/iamport-request-pay.js";
import { language, say } from "./page.js";

const button = document.querySelector("#register");
const message = document.querySelector("#message");
const name = document.querySelector("h1").textContent;

// Made before the customer presses the button, so that the window opens within the click.
let order;
const isReady = Promise.all([makeOrder(), loadIamport(userCode, addresses)]).catch(console.error);
void isReady.then(() => {
  button.disabled = false;
});

button.addEventListener("click", () => {
  if (!button.ariaBusy) void register();
});

async function makeOrder() {
  const answer = await fetch("/subscription", { method: "POST" });
  if (answer.ok) order = await answer.json();
}

/** Tells the server that a payment begins; even if the page goes away in the next moment. */
function begin(merchant_uid) {
  const url = `/orders/${merchant_uid}/begin`;
  if (navigator.sendBeacon?.(url)) return;
  fetch(url, { method: "POST", keepalive: true }).catch(console.error);
}

/** A payment with a `customer_uid` registers the card under that name; its amount is the first charge. */
async function register() {
  button.ariaBusy = "true";
  message.replaceChildren();
  try {
    if (!order) await makeOrder();
    if (!order) return tell(say("noOrder"));
    begin(order.merchant_uid);
    const m_redirect_url = `${location.origin}/subscription/landed?lang=${language}`;
    const result = await requestPay({ ...order, name, pay_method: "card", language, m_redirect_url });
    const { status } = await completePayment(result, { url: "/payments/complete" });
    if (status === "success") return location.assign(`/subscription?lang=${language}&said=paid`);
    if (status !== "failed") return tell(say("unknown"), say("unknownNote"));
    // PortOne wants a number of its own for each payment.
    order = undefined;
    tell(say("failed"), result.error_msg, say("failedNote"));
    void makeOrder().catch(console.error);
  } catch (error) {
    console.error(error);
    tell(
      say(error.code === "POPUP_BLOCKED" ? "popup" : error.code === "COMPLETE_FAILED" ? "unknown" : "wrong"),
    );
  } finally {
    button.ariaBusy = null;
  }
}

function tell(headline, ...lines) {
  const box = Object.assign(document.createElement("div"), { className: "notice failed" });
  box.append(Object.assign(document.createElement("strong"), { textContent: headline }));
  for (const line of lines.filter(Boolean))
    box.append(Object.assign(document.createElement("p"), { textContent: line }));
  message.replaceChildren(box);
}
