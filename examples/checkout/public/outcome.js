import { language, say, won } from "./words.js";

/**
 * The page at the end of a payment. Everything that came from outside is set as text: an address can hold
 * anything.
 */
export function outcomeView({ state, note, reason, rows }) {
  const card = element("section", { className: `card outcome ${state}`, tabIndex: -1 });
  card.append(element("div", { className: "mark", ariaHidden: "true" }));
  card.append(element("h1", { textContent: say(state) }));
  card.append(element("p", { className: "muted", textContent: note ?? say(`${state}Note`) ?? "" }));
  const list = element("dl", { className: "facts" });
  for (const [key, value] of [["reason", reason], ...(rows ?? [])]) {
    if (!value) continue;
    const row = element("div");
    row.append(element("dt", { textContent: say(key) }), element("dd", { textContent: value }));
    list.append(row);
  }
  if (list.firstChild) card.append(list);
  if (state === "done" || state === "issued") {
    card.append(element("p", { className: "fine", textContent: say("verifyNote") }));
  }
  card.append(element("a", { className: "button", href: `/?lang=${language}`, textContent: say("back") }));
  return card;
}

/** What to say of a result, and of the payment that was asked for. */
export function describe(result, { amount, pay_method }) {
  const { response } = result;
  const rows = [
    ["order", result.merchant_uid],
    ["payment", result.imp_uid],
  ];
  if (!result.success) {
    const state = result.outcome === "unknown" ? "unknown" : "failed";
    const reason = [result.error_msg, result.error_code && `(${result.error_code})`]
      .filter(Boolean)
      .join(" ");
    return { state, reason, rows };
  }
  if (pay_method !== "vbank") {
    return { state: "done", rows: [...rows, ["total", won(amount)], ["method", say(pay_method ?? "card")]] };
  }
  return {
    state: "issued",
    // A redirect says nothing of the account: the shop's server would know it.
    note: response.vbank_num ? undefined : say("issuedInWindow"),
    rows: [
      ...rows,
      ["bank", response.vbank_name],
      ["account", response.vbank_num],
      ["holder", response.vbank_holder],
      ["due", formatDue(response.vbank_date)],
      ["total", won(amount)],
    ],
  };
}

/** Unix seconds in the API, text from some gateways. */
function formatDue(due) {
  const date = new Date(/^\d+$/.test(due) ? due * 1000 : due);
  return Number.isNaN(+date)
    ? due
    : date.toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
