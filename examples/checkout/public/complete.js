import { getRedirectResult } from "/iamport-request-pay.js";
import { describe, outcomeView } from "./outcome.js";
import { fillWords } from "./words.js";

fillWords();

const landed = getRedirectResult();
const view = outcomeView(landed ? judge(landed) : { state: "nothing" });
document.querySelector("main").replaceChildren(view);
view.focus();

// The result stays in the address: this page shows it again after a reload, and has nothing to complete.

function judge({ result, request }) {
  // Anybody can write an address. Without a server to ask, only a payment of this very tab is believed: not that
  // it was paid, nor that it was not, nor a message to the customer.
  if (!request) return { state: "unmatched", rows: [["order", result.merchant_uid]] };
  return describe(result, request);
}
