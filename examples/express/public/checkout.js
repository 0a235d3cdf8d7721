const { completePayment, loadIamport, requestPay, sentenceFor } = IamportRequestPay;

const heading = document.querySelector("h1");
const button = document.querySelector("button");
const alert = document.querySelector("[role=alert]");

const ask = async (path, init) => (await fetch(path, init)).json();

function say(text) {
  alert.textContent = text;
  alert.hidden = text === "";
}

// The order is there, and the SDK loaded, before the click, in which the payment window has to open. It stays the page's:
// whoever tries again pays the same one, and PortOne refuses an order that is paid already.
let order;
try {
  const { userCode, addresses } = await ask("/portone.json");
  await loadIamport(userCode, addresses);
  order = await ask("/orders", { method: "POST" });
  button.disabled = false;
} catch (error) {
  console.error(error);
  say(sentenceFor(error, "ko"));
}

button.addEventListener("click", async () => {
  button.setAttribute("aria-busy", "true");
  try {
    // On a phone the customer leaves this page, and comes back to the landing page.
    const result = await requestPay({ pg: "kcp", ...order, m_redirect_url: `${location.origin}/landing` });
    const completion = await completePayment(result, { url: "/payments/complete" });
    const sentence = sentenceFor(completion, "ko");
    if (completion.status === "success") {
      heading.textContent = sentence;
      for (const rest of [...heading.parentElement.children].slice(1)) rest.remove();
      return;
    }
    say([sentence, result.error_msg].filter(Boolean).join(" "));
  } catch (error) {
    console.error(error);
    say(sentenceFor(error, "ko"));
  } finally {
    button.removeAttribute("aria-busy");
  }
});
