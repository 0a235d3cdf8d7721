/** One of the goods of an escrow payment, see {@link PaymentParams.products}. */
export interface Product {
  /** Your ID of it. */
  id?: string | null | undefined;
  /** Its name. */
  name?: string | null | undefined;
  /** Your code of it. */
  code?: string | null | undefined;
  /** What one costs, in units of the payment's currency. */
  unitPrice?: number | null | undefined;
  /** How many. */
  quantity?: number | null | undefined;
}

/** One of the goods of a payment by Naver Pay, see {@link PaymentParams.naverProducts}. */
export interface NaverProduct {
  /** Naver's type of the goods: `"PRODUCT"`, `"BOOK"`, `"TRAVEL"`, … */
  categoryType: string;
  /** Naver's category within the type: `"GENERAL"`, … */
  categoryId: string;
  /** Your ID of it. */
  uid: string;
  /** Its name. */
  name: string;
  /** How many: a number. */
  count: number;
  /** Where the customer came from, by Naver's codes. */
  payReferrer?: string | null | undefined;
  /** Goods that are used for a time: the first day, `YYYYMMDD`. */
  startDate?: string | number | null | undefined;
  /** Goods that are used for a time: the last day, `YYYYMMDD`. */
  endDate?: string | number | null | undefined;
  /** The seller's ID, in a market place. */
  sellerId?: string | null | undefined;
}

/** A card issuer to offer, see {@link PaymentParams.card}. */
export interface CardDetail {
  /** The issuer's KFTC code, three digits; `"*"`: all that aren't listed. */
  card_code: string;
  /** Whether to offer it. */
  enabled?: boolean | null | undefined;
  /** The most instalment months it offers. */
  max_month?: number | null | undefined;
}

/** One card issuer to go straight to, see {@link PaymentParams.card}. */
export interface CardDirect {
  /** The issuer's KFTC code: three digits. */
  code: string;
  /** Instalment months; `0`: none. */
  quota?: number | null | undefined;
  /** Whether the customer pays with the issuer's points. */
  usePoint?: boolean | null | undefined;
}
