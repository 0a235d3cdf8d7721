import type { Payment } from "./payment.ts";

/**
 * The address of a payment's receipt, if it can be put into a link: `https`, on a host that anybody can reach, without a
 * name or password in it. A payment of the sandbox has its receipt on this machine.
 *
 * It is an address of PortOne's or your gateway's as long as the payment came from the API: `client.getPayment`,
 * `verifyPayment`, `onVerified`. Take it from nowhere else, least of all from a landing page's address, and give the link
 * `rel="noopener noreferrer"`. Which hosts gateways have their receipts on, PortOne doesn't say; to be shown those alone
 * that you have seen, name them.
 *
 * @param payment - from PortOne's API
 * @param hosts - the hosts that are taken, with all that lie below them; left out: any
 * @returns `null` where there is no receipt, or none to be shown
 * @example
 * ```ts
 * const url = readReceiptUrl(payment);
 * if (url) page.append(html`<a href="${url}" target="_blank" rel="noopener noreferrer">매출전표</a>`);
 * ```
 * @see https://api.iamport.kr (`PaymentAnnotation`)
 */
export function readReceiptUrl(
  { receipt_url, sandbox }: Pick<Payment, "receipt_url" | "sandbox">,
  hosts?: readonly string[],
): string | null {
  const url = typeof receipt_url === "string" ? parse(receipt_url) : null;
  if (!url || url.username || url.password) return null;
  if (isOnThisMachine(url)) return sandbox === true && /^https?:$/.test(url.protocol) ? url.href : null;
  if (url.protocol !== "https:" || !isPublicName(url.hostname)) return null;
  const isTaken = hosts?.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`)) ?? true;
  return isTaken ? url.href : null;
}

function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function isOnThisMachine({ hostname }: URL): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

/** A name with a top-level domain: no address of a machine, nothing of an inner network. */
function isPublicName(hostname: string): boolean {
  return /^([a-z\d-]+\.)+[a-z][a-z\d-]+$/.test(hostname) && !/\.(local|internal|localhost)$/.test(hostname);
}
