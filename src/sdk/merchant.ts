/** Who is paid: the user code, or user code and tier code. */
export type Merchant =
  | string
  | {
      /** The user code, as in `"imp00000000"`. */
      userCode: string;
      /** The tier code of an agency's sub-merchant. */
      tierCode?: string | undefined;
    };

/** A {@link Merchant} in the one form that the parts of the library pass on. */
export interface MerchantCodes {
  userCode: string;
  tierCode?: string | undefined;
}

export function merchantCodes(merchant: Merchant): MerchantCodes {
  return typeof merchant === "string" ? { userCode: merchant } : { ...merchant };
}

/** The merchant as the page's record has it since release 0.1.0: user code, comma, tier code. */
export function merchantKey({ userCode, tierCode = "" }: MerchantCodes): string {
  return `${userCode},${tierCode}`;
}
