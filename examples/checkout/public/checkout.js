import { addresses, product, testing, userCode } from "/config.js";
import { completePayment, loadIamport, requestPay, validateParams } from "/iamport-request-pay.js";
import { fillWords, language, say } from "./page.js";
import {
  describe,
  focusProblem,
  hasProblem,
  readPaymentForm,
  showPaymentForm,
  showProblems,
} from "./payment-form.js";

const form = document.querySelector("form");
const button = form.querySelector("button");
const label = document.querySelector("#pay-label");
const message = document.querySelector("#message");

fillWords();
document.querySelector("[data-word=testNote]").hidden = !testing;
showPaymentForm();
// A problem is told once a field is done with, and goes as soon as it is mended.
form.addEventListener("change", () => tellProblems(validateParams(params())));
form.addEventListener("input", () => hasProblem() && tellProblems(validateParams(params())));

// Before the customer presses Pay: by then the order has its number and its price and the SDK is there, so that the window
// opens within the click, and the browser lets a popup through.
let order;
let ready = false;
let leaving = false;
void makeOrder();
void load();

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!button.ariaBusy) void pay();
});

// A customer who goes Back from the order's page would find this one as it was left, with an order that is paid.
addEventListener("pageshow", ({ persisted }) => persisted && leaving && location.reload());

/** The parameters for `requestPay`; without the order's number as long as there is no order. */
function params() {
  return {
    amount: product.amount,
    currency: product.currency,
    ...order,
    name: say("product"),
    ...readPaymentForm(),
    language,
    m_redirect_url: `${location.origin}/complete?lang=${language}`,
  };
}

async function pay() {
  message.replaceChildren();
  if (!tellProblems(validateParams(params()))) return focusProblem();
  button.ariaBusy = "true";
  label.textContent = say(ready && order ? "paying" : "opening");
  try {
    if (!ready) void load();
    // Only when the server was slow: otherwise nothing may stand between the click and the window.
    if (!order && !(await makeOrder())) return tell("failed", say("noOrder"));
    // From now on the server looks after the order, whatever becomes of this page.
    begin(order.merchant_uid);
    return await complete(await requestPay(params()));
  } catch (error) {
    // What a shop has to mend goes to its developers; a blocked popup is the customer's to allow.
    console.error(error);
    if (error.code === "POPUP_BLOCKED") tell("failed", say("popup"));
    else if (error.code === "INVALID_PARAMS" && !tellProblems(error.issues)) focusProblem();
    else tell("failed", say("wrong"), `${error.message} (${error.code})`);
  } finally {
    button.ariaBusy = null;
    label.textContent = say("pay");
  }
}

/** Tells the server that a payment begins; even if the page goes away in the next moment. */
function begin(merchant_uid) {
  const url = `/orders/${merchant_uid}/begin`;
  // Some browsers lack it, some extensions take it away. If `fetch` fails too, the server sees it in PortOne's list.
  if (navigator.sendBeacon?.(url)) return;
  fetch(url, { method: "POST", keepalive: true }).catch(console.error);
}

/**
 * Asks the server about every result, whatever it says: only the server's verdict counts, and the order's own page shows
 * it.
 */
async function complete(result) {
  label.textContent = say("verifying");
  const { status } = await completePayment(result, { url: "/payments/complete" }).catch((error) => {
    console.error(error);
    return { status: "pending" }; // The server goes on looking, and the order's page tells.
  });
  if (status === "success" || status === "vbankIssued" || (status === "pending" && result.success)) {
    leaving = true;
    location.assign(`/orders/${result.merchant_uid}?lang=${language}`);
    // The button stays as it is until the page has gone.
    return new Promise(() => {});
  }
  if (status === "failed") return tellFailed(result);
  // Nobody knows of a payment, but one may have been begun. The same order can't be paid twice, a new one could.
  tell("unknown", say("unknown"), result.error_msg, say("unknownNote"));
}

/** Nothing was paid. */
function tellFailed({ error_msg, error_code }) {
  const reason = [error_msg, error_code && `(${error_code})`].filter(Boolean).join(" ");
  tell("failed", say("failed"), reason, say("failedNote"));
  // PortOne wants a number of its own for each payment.
  order = undefined;
  void makeOrder();
}

/** Asks the server, which knows the price, for an order. Resolves with whether there is one now. */
async function makeOrder() {
  try {
    const answer = await fetch("/orders", { method: "POST" });
    if (answer.ok) order = await answer.json();
  } catch (error) {
    console.error(error); // Paying asks again.
  }
  return order !== undefined;
}

/** Loads the SDK, and says so meanwhile. After a failure, paying loads it again. */
async function load() {
  message.textContent = say("loading");
  ready = await loadIamport(userCode, addresses).then(
    () => true,
    () => false,
  );
  if (message.textContent === say("loading")) message.replaceChildren();
  if (ready && order && button.ariaBusy) label.textContent = say("paying");
}

/**
 * Shows each problem beside its field, and those without a field below the form. Gives whether the payment may go on: a
 * warning doesn't stop it.
 */
function tellProblems(issues) {
  const homeless = showProblems(issues);
  const isError = ({ severity }) => severity === "error";
  if (homeless.length > 0) {
    tell(homeless.some(isError) ? "failed" : "unknown", say("problems"), ...new Set(homeless.map(describe)));
    message.firstChild.classList.add("problems");
  } else message.querySelector(".problems")?.remove();
  return !issues.some(isError);
}

function tell(state, headline, ...lines) {
  const box = Object.assign(document.createElement("div"), { className: `notice ${state}` });
  box.append(Object.assign(document.createElement("strong"), { textContent: headline }));
  for (const line of lines.filter(Boolean))
    box.append(Object.assign(document.createElement("p"), { textContent: line }));
  message.replaceChildren(box);
}
