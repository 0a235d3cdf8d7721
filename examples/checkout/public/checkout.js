import { addresses, testing, userCode } from "/config.js";
import { completePayment, loadIamport, requestPay } from "/iamport-request-pay.js";
import { fillWords, language, say } from "./page.js";

const gateways = {
  kcp: ["card", "trans", "vbank", "phone"],
  html5_inicis: ["card", "trans", "vbank", "phone"],
  tosspayments: ["card", "trans", "vbank", "phone"],
  nice: ["card", "trans", "vbank", "phone"],
  kakaopay: ["card"],
  payco: ["card"],
  danal: ["phone"],
};

const form = document.querySelector("form");
const button = form.querySelector("button");
const label = document.querySelector("#pay-label");
const message = document.querySelector("#message");

fillWords();
document.querySelector("[data-word=testNote]").hidden = !testing;
showChoices("#gateways", "pg", Object.keys(gateways));
showMethods();
form.addEventListener("change", ({ target }) => target.name === "pg" && showMethods());

// Before anybody presses Pay: when they do, the order has its number and its price, the SDK is there, and the
// browser lets a popup through.
let order;
let ready = false;
let leaving = false;
void makeOrder();
void load();

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!button.ariaBusy) void pay();
});

// Back from the order's page, the browser shows this one as it was left: with an order that is paid.
addEventListener("pageshow", ({ persisted }) => persisted && leaving && location.reload());

async function pay() {
  const { pg, pay_method, ...buyer } = Object.fromEntries(new FormData(form));
  button.ariaBusy = "true";
  label.textContent = say(ready && order ? "paying" : "opening");
  message.replaceChildren();
  try {
    if (!ready) void load();
    // Only when the server was slow: otherwise nothing may stand between the click and the window.
    if (!order && !(await makeOrder())) return tell("failed", say("noOrder"));
    const { merchant_uid, amount, currency } = order;
    // From now on the server looks after the order, whatever becomes of this page.
    navigator.sendBeacon(`/orders/${merchant_uid}/begin`);
    const result = await requestPay({
      pg,
      pay_method,
      merchant_uid,
      amount,
      currency,
      name: say("product"),
      ...buyer,
      ...(pay_method === "phone" && { digital: false }),
      language,
      m_redirect_url: `${location.origin}/complete?lang=${language}`,
    });
    if (result.success || result.outcome === "unknown") return await complete(result);
    tellFailed(result);
  } catch (error) {
    // What a shop has to mend goes to its developers; a blocked popup is the customer's to allow.
    console.error(error);
    if (error.code === "POPUP_BLOCKED") tell("failed", say("popup"));
    else tell("failed", say("wrong"), `${error.message} (${error.code})`);
  } finally {
    button.ariaBusy = null;
    label.textContent = say("pay");
  }
}

/** The server's verdict is the only one that counts; the order's own page shows it. */
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

/** Asks the server for an order, which knows what it costs. Whether there is one now. */
async function makeOrder() {
  try {
    const answer = await fetch("/orders", { method: "POST" });
    if (answer.ok) order = await answer.json();
  } catch (error) {
    console.error(error); // Paying asks again.
  }
  return order !== undefined;
}

/** Says that it loads for as long as it does. A failure is not the end of it: paying loads again. */
async function load() {
  message.textContent = say("loading");
  ready = await loadIamport(userCode, addresses).then(
    () => true,
    () => false,
  );
  if (message.textContent === say("loading")) message.replaceChildren();
  if (ready && order && button.ariaBusy) label.textContent = say("paying");
}

function tell(state, headline, ...lines) {
  const box = Object.assign(document.createElement("div"), { className: `notice ${state}` });
  box.append(Object.assign(document.createElement("strong"), { textContent: headline }));
  for (const line of lines.filter(Boolean))
    box.append(Object.assign(document.createElement("p"), { textContent: line }));
  message.replaceChildren(box);
}

function showMethods() {
  showChoices("#methods", "pay_method", gateways[new FormData(form).get("pg")]);
}

function showChoices(place, name, values) {
  document.querySelector(place).replaceChildren(
    ...values.map((value, index) => {
      const choice = document.createElement("label");
      const input = Object.assign(document.createElement("input"), {
        type: "radio",
        name,
        value,
        checked: !index,
      });
      choice.append(input, Object.assign(document.createElement("span"), { textContent: say(value) }));
      return choice;
    }),
  );
}
