import { addresses, userCode } from "/config.js";
import { createMerchantUid, loadIamport, requestPay } from "/iamport-request-pay.js";
import { describe, outcomeView } from "./outcome.js";
import { fillWords, language, say } from "./words.js";

const gateways = {
  kcp: ["card", "trans", "vbank", "phone"],
  html5_inicis: ["card", "trans", "vbank", "phone"],
  tosspayments: ["card", "trans", "vbank", "phone"],
  nice: ["card", "trans", "vbank", "phone"],
  kakaopay: ["card"],
  payco: ["card"],
  danal: ["phone"],
};

const amount = 64900;

const form = document.querySelector("form");
const button = form.querySelector("button");
const label = document.querySelector("#pay-label");
const message = document.querySelector("#message");

fillWords();
showChoices("#gateways", "pg", Object.keys(gateways));
showMethods();
form.addEventListener("change", ({ target }) => target.name === "pg" && showMethods());

// A real shop's server makes the order, with its ID and its amount. This one has none.
let merchant_uid = createMerchantUid("order-");

// Before anybody presses Pay: when they do, the SDK is there, and the browser lets a popup through.
let ready = false;
void load();

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!button.ariaBusy) void pay();
});

async function pay() {
  const { pg, pay_method, ...buyer } = Object.fromEntries(new FormData(form));
  button.ariaBusy = "true";
  label.textContent = say(ready ? "paying" : "opening");
  message.replaceChildren();
  if (!ready) void load();
  try {
    const result = await requestPay({
      pg,
      pay_method,
      merchant_uid,
      name: say("product"),
      amount,
      ...buyer,
      ...(pay_method === "phone" && { digital: false }),
      language,
      m_redirect_url: `${location.origin}/complete?lang=${language}`,
    });
    const outcome = describe(result, { amount, pay_method });
    if (result.success) return showEnd(outcome);
    tell(outcome.state, say(outcome.state), outcome.reason, say(`${outcome.state}Note`));
    // Perhaps it is paid: then the same order can't be paid again, and a new one could.
    if (result.outcome === "failed") merchant_uid = createMerchantUid("order-");
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

/** Says that it loads for as long as it does. A failure is not the end of it: paying loads again. */
async function load() {
  message.textContent = say("loading");
  ready = await loadIamport(userCode, addresses).then(
    () => true,
    () => false,
  );
  if (message.textContent === say("loading")) message.replaceChildren();
  if (ready && button.ariaBusy) label.textContent = say("paying");
}

function showEnd(outcome) {
  const view = outcomeView(outcome);
  const main = document.querySelector("main");
  main.className = "narrow";
  main.replaceChildren(view);
  view.focus();
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
