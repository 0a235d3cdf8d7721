import { digits, type Payment } from "./payments.ts";

/** One product of an order at Naver Pay. The sandbox makes one of each payment. */
export interface NaverOrder {
  product_order_id: string;
  product_order_status: string;
  claim_type: string | null;
  claim_status: string | null;
  product_id: string;
  product_name: string;
  product_option_id: string;
  product_option_name: string;
  product_amount: number;
  delivery_amount: number;
  quantity: number;
  shipping_memo: string | null;
  individual_code: string | null;
}

/** What the merchant does to an order, by PortOne's word for it, and how the order is then. */
export const naverSteps = {
  cancel: { status: "CANCELED", claim: ["CANCEL", "CANCEL_DONE"] },
  "approve-cancel": { status: "CANCELED", claim: ["CANCEL", "CANCEL_DONE"] },
  ship: { status: "DELIVERING", claim: null },
  "ship-exchanged": { status: "DELIVERING", claim: ["EXCHANGE", "EXCHANGE_REDELIVERING"] },
  "collect-exchanged": { status: "DELIVERED", claim: ["EXCHANGE", "COLLECT_DONE"] },
  place: { status: "PAYED", claim: null },
  "request-return": { status: "DELIVERED", claim: ["RETURN", "RETURN_REQUEST"] },
  "approve-return": { status: "RETURNED", claim: ["RETURN", "RETURN_DONE"] },
  "reject-return": { status: "DELIVERED", claim: ["RETURN", "RETURN_REJECT"] },
  "withhold-return": { status: "DELIVERED", claim: ["RETURN", "RETURN_HOLDBACK"] },
  "resolve-return": { status: "DELIVERED", claim: ["RETURN", "RETURN_REQUEST"] },
} as const;

export type NaverStep = keyof typeof naverSteps;

export function newNaverOrder({ name, amount }: Payment): NaverOrder {
  return {
    product_order_id: digits(16),
    product_order_status: "PAYED",
    claim_type: null,
    claim_status: null,
    product_id: "sandbox",
    product_name: name ?? "상품",
    product_option_id: "sandbox",
    product_option_name: "기본",
    product_amount: Math.round(amount),
    delivery_amount: 0,
    quantity: 1,
    shipping_memo: null,
    individual_code: null,
  };
}

export function takeStep(order: NaverOrder, step: NaverStep): void {
  const { status, claim } = naverSteps[step];
  order.product_order_status = status;
  [order.claim_type, order.claim_status] = claim ?? [null, null];
}
