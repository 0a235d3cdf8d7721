// What a payment window does, in the SDK's frame, in a popup, and as a page of its own.

const root = () => document.querySelector("[data-imp-uid]");

async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

function show(markup) {
  document.body.innerHTML = markup;
  ready();
}

/** Puts the keyboard where the customer goes on: the Pay button, or the one link of a result. */
function ready() {
  document.documentElement.lang = root()?.lang ?? "ko";
  document.querySelector("[data-focus]")?.focus();
}

/** The shop's page: around this frame, or behind this popup. */
function tellShop(message) {
  const { display, shop } = root().dataset;
  const page = display === "popup" ? window.opener : window.parent === window ? null : window.parent;
  // A customer who tries again at once gets a new popup: with its name the SDK would find this one, which closes.
  if (display === "popup") window.name = "";
  page?.postMessage(JSON.stringify(message), shop);
  // Later than the message, so that the SDK does not take the closed popup for a cancelled payment.
  if (display === "popup" && page) setTimeout(() => window.close(), 400);
}

function leave({ message, location, closes }) {
  // replace: the browser's Back button leads from the landing page to the shop, not here.
  if (location) window.location.replace(location);
  else if (message) tellShop(message);
  else if (closes) window.close(); // A frame's window stays, empty.
}

let deciding = false;

async function decide(button) {
  if (deciding) return;
  deciding = true;
  const { impUid, busy, failed } = root().dataset;
  const status = document.querySelector("[role=status]");
  root().setAttribute("aria-busy", "true");
  button.classList.add("chosen");
  status.textContent = button.dataset.decision === "approve" ? busy : "";
  try {
    const birthday = document.querySelector("#birthday")?.value;
    const answer = post(`/gateway/${impUid}/answer`, { decision: button.dataset.decision, birthday });
    // A payment takes a moment; a window that vanishes at the click looks as if it had failed.
    await new Promise((resolve) => setTimeout(resolve, button.dataset.decision === "approve" ? 450 : 0));
    const { markup, ...way } = await answer;
    if (markup !== undefined) show(markup);
    leave(way);
  } catch {
    status.textContent = failed;
    root()?.removeAttribute("aria-busy");
    button.classList.remove("chosen");
  } finally {
    deciding = false;
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-decision]");
  if (button) decide(button);
});

document.addEventListener("keydown", (event) => {
  const cancel = document.querySelector("[data-escape]");
  if (event.key === "Escape" && cancel) decide(cancel);
});

document.addEventListener("DOMContentLoaded", () => {
  if (!root()) return;
  ready();
  // A payment that was decided beforehand: nothing to ask the customer.
  const { deliver } = root().dataset;
  if (deliver) leave(JSON.parse(deliver));
});
