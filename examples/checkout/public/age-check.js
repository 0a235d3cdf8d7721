import { addresses, userCode } from "/config.js";
import { loadIamport, requestCertification } from "/iamport-request-pay.js";
import { language, say } from "./page.js";

const button = document.querySelector("#verify");
const message = document.querySelector("#message");

// Made before the customer presses the button, so that the window opens within the click.
let request;
// The verification that the server still has to be told of.
let report;
const isReady = Promise.all([makeRequest(), loadIamport(userCode, addresses)]).catch(console.error);
void isReady.then(() => {
  button.disabled = false;
});

button.addEventListener("click", () => {
  if (!button.ariaBusy) void verify();
});

async function makeRequest() {
  const answer = await fetch("/age-check", { method: "POST" });
  if (answer.ok) request = await answer.json();
}

/** Verifies, and has the server look up who it was: the page shows the server's word, whatever the window has said. */
async function verify() {
  button.ariaBusy = "true";
  message.replaceChildren();
  try {
    report ??= await certify();
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify(report);
    const answer = await fetch("/age-check/complete", { method: "POST", headers, body });
    if (!answer.ok) throw new Error(`The server answered ${answer.status}`);
    const { status } = await answer.json();
    report = request = undefined;
    location.assign(`/age-check?lang=${language}&said=${status}`);
  } catch (error) {
    console.error(error);
    const box = Object.assign(document.createElement("div"), { className: "notice failed" });
    box.append(Object.assign(document.createElement("strong"), { textContent: wordsFor(error) }));
    message.replaceChildren(box);
  } finally {
    button.ariaBusy = null;
  }
}

async function certify() {
  if (!request) await makeRequest();
  // Without the server's ID the server couldn't tell whose verification it is.
  if (!request) throw new Error("The server has made no request");
  const m_redirect_url = `${location.origin}/age-check/landed?lang=${language}`;
  const { imp_uid, merchant_uid } = await requestCertification({ ...request, m_redirect_url });
  return { imp_uid, merchant_uid };
}

function wordsFor({ code }) {
  if (report) return say("wrongReport");
  return say(code === "POPUP_BLOCKED" ? "popup" : "wrong");
}
