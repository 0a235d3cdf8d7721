import { shown } from "../escape-text.ts";
import type { ForgedPayment } from "../verification/verify-payment.ts";

/** What a forged payment most often comes from, in a sentence for the developer. */
export function explainForged({ reason, payment }: ForgedPayment, includeSandbox: boolean): string {
  switch (reason) {
    case "unknown_order":
      return (
        "findOrder knows no such order. Is it committed before the payment window opens, " +
        "and does no other system share these REST API keys?"
      );
    case "unknown_payment":
      return includeSandbox
        ? "PortOne knows no such payment under these REST API keys. Do they belong to the page's user code?"
        : "PortOne knows no such payment, or only one through a test channel: this client was made without " +
            "includeSandbox: true, as a live shop's has to be. While developing, set it. " +
            "Else: do the REST API keys belong to the page's user code?";
    case "merchant_uid":
      return `It is the payment of the order ${shown(payment?.merchant_uid)}.`;
    case "amount":
      return (
        `${shown(payment?.amount)} was to be paid, which isn't what the order costs: it was changed in the browser, ` +
        "or the order was changed after the payment window had opened. preparePayment keeps both from being paid."
      );
    case "currency":
      return `It is in ${shown(payment?.currency)}, which isn't the order's currency (KRW, unless findOrder says another).`;
    case "test_payment":
      return "It went through a test channel, and no money moved. This client was made without includeSandbox: true.";
  }
}
