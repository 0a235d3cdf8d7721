import { type IamportApiError, refused } from "../api-error.ts";
import { checkAmount, checkPart } from "../client/check-amount.ts";
import { isMerchantUid, longestMerchantUid, malformed } from "../client/identifiers.ts";
import { shown } from "../escape-text.ts";

/** What every charge of a billing key says, now or at a time. */
export interface Charge {
  /** The order that it pays, at most 40 characters: one for each charge. By it a repetition is known as one. */
  merchant_uid: string;
  /** How much, in units of `currency`: a number, finite and more than 0. */
  amount: number;
  /**
   * ISO 4217 code.
   * @default "KRW"
   */
  currency?: string | undefined;
  /** What is paid for, at most 40 characters: the customer reads it on their card's bill. */
  name: string;
  /** The part of `amount` that is free of tax. */
  tax_free?: number | undefined;
  /** The part of `amount` that is value added tax. */
  vat_amount?: number | undefined;
  /** The buyer's name. Smartro, KSNET and Welcome demand it. */
  buyer_name?: string | undefined;
  /** The buyer's e-mail address. */
  buyer_email?: string | undefined;
  /** The buyer's phone number. */
  buyer_tel?: string | undefined;
  /** Where the webhook of this charge goes, in the place of the console's address. */
  notice_url?: string | undefined;
  /** Whatever else your gateway wants. */
  [other: string]: unknown;
}

/** What of a charge PortOne could take for something else, as an error. */
export function checkCharge(
  call: string,
  { merchant_uid, amount, currency, tax_free, vat_amount }: Charge,
): void {
  const bound = { longest: longestMerchantUid };
  if (!isMerchantUid(merchant_uid, bound)) throw malformed(call, "merchant_uid", merchant_uid, bound);
  checkAmount(amount, { call, name: "amount" });
  checkPart(tax_free, { call, name: "tax_free" });
  checkPart(vat_amount, { call, name: "vat_amount" });
  if (currency !== undefined && !/^[A-Z]{3}$/.test(currency)) {
    throw refused(`${call}: currency is ${shown(currency)}; it has to be an ISO 4217 code, such as "KRW".`);
  }
}

/** A `customer_uid` that can't be one, as an error. */
export function checkCustomerUid(call: string, value: unknown): void {
  if (!isCustomerUid(value)) throw noCustomerUid(call, value);
}

/** Whether a billing key can have this ID: at most 80 characters, and nothing that would climb up an address. */
function isCustomerUid(value: unknown): boolean {
  return typeof value === "string" && /^[^\p{Cc}\p{Cs}]{1,80}$/u.test(value) && !/^\.\.?$/.test(value);
}

function noCustomerUid(call: string, value: unknown): IamportApiError {
  return refused(
    `${call}: no customer_uid looks like ${shown(value)}; it has 1 to 80 characters, none of them a control character.`,
  );
}
