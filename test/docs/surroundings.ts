// What the code in the guides finds around it: the files of a shop, and packages that this repository hasn't installed,
// as far as the guides use them. Each is a declaration file's or a module's text.

/** The shop that stands beside every block. */
export const shop: Readonly<Record<string, string>> = {
  // TypeScript's own library doesn't know it yet.
  "trusted-types.d.ts": `declare const trustedTypes: {
  createPolicy(name: string, rules: Record<string, (text: string) => string | null>): unknown;
};`,
  "db.ts": `import type { Order, Payment } from "iamport-request-pay/server";
export declare const db: {
  findOrder(merchant_uid: string): Promise<Order | null>;
  settle(merchant_uid: string, status: string, payment: Payment): Promise<void>;
  unsettledOrders(): Promise<string[]>;
};`,
  "books.ts": `import type { DoubtfulOrder, ForgedReport, Look, Order, SettledPayment } from "iamport-request-pay/server";
export declare function findOrder(merchant_uid: string): Promise<Order | null>;
export declare function settle(payment: SettledPayment): Promise<void>;
export declare function keepForged(forged: ForgedReport): Promise<void>;
export declare function claimDoubtful(limit: number): Promise<DoubtfulOrder[]>;
export declare function lookAgain(look: Look): Promise<void>;
export declare function claimList(): Promise<Date | null | false>;
export declare function listed(until: Date): Promise<void>;`,
  "session.ts": `/** Whether whoever asks has made the order. */
export declare function isCustomers(request: Request, merchant_uid: string): Promise<boolean>;`,
  "certification-books.ts": `/** The request that the session of whoever asks was given. */
export declare function requestOf(request: Request): Promise<string>;
export declare function claim(imp_uid: string, merchant_uid: string): Promise<boolean>;`,
  "client.ts": `import type { IamportClient } from "iamport-request-pay/server";
export declare const client: IamportClient;`,
  "payments.ts": `import type { PaymentHandler } from "iamport-request-pay/server";
export declare const complete: PaymentHandler;
export declare const webhook: PaymentHandler;`,
  "orders.ts": `import type { Order, Payment } from "iamport-request-pay/server";
export declare const Orders: {
  findById(merchant_uid: string): Promise<Order | null>;
  findByIdAndUpdate(merchant_uid: string, change: object): Promise<void>;
  settle(merchant_uid: string, status: string, payment: Payment): Promise<void>;
};`,
  "order.ts": `export declare const order: { merchant_uid: string; name: string; amount: number };`,
  "src/pay.ts": `import type { order } from "../order";
export declare function Pay(props: { order: typeof order }): import("react").ReactElement;`,
  "show.ts": `/** Shows the customer a sentence. */
export declare function show(text: string): void;`,
};

/** Packages that shops use, and this repository doesn't. */
export const packages = `declare module "@jest/globals" {
  export { afterEach, beforeEach, expect, test } from "vitest";
}
declare module "@testing-library/react" {
  export function render(element: import("react").ReactElement): unknown;
  export const screen: Queries;
  interface Queries {
    getByRole(role: string, by?: { name?: string | RegExp }): HTMLElement;
    findByRole(role: string, by?: { name?: string | RegExp }): Promise<HTMLElement>;
    findByText(text: string | RegExp): Promise<HTMLElement>;
  }
}
declare module "@testing-library/vue" {
  export { screen } from "@testing-library/react";
  export function render(component: import("vue").Component): unknown;
}
declare module "@testing-library/user-event" {
  const userEvent: { click(element: Element): Promise<void> };
  export default userEvent;
}
declare module "vue-router" {
  export function useRouter(): { replace(to: string): Promise<unknown> };
}
declare module "react-router-dom" {
  export function useNavigate(): (to: string, options?: { replace?: boolean }) => void;
}
declare module "next/server" {
  export function connection(): Promise<void>;
}
declare module "h3" {
  interface H3Event { readonly path: string }
  export function defineEventHandler<Answer>(handler: (event: H3Event) => Answer): unknown;
  export function getRequestURL(event: H3Event): URL;
  export function sendRedirect(event: H3Event, to: string, status?: number): Promise<void>;
  export function createError(error: { statusCode: number; message?: string }): Error;
  export function toWebRequest(event: H3Event): Request;
}
declare module "$lib/server/payments" {
  export const complete: import("iamport-request-pay/server").PaymentHandler;
  export const webhook: import("iamport-request-pay/server").PaymentHandler;
}
declare module "axios" {
  const axios: (request: object) => Promise<{ data: any }>;
  export default axios;
}`;

/** A page without a build step: what its `<script>` tags have left. */
const page = `import type { IMP as Sdk } from "iamport-request-pay";
import type * as Library from "iamport-request-pay";
declare global {
  var IMP: Sdk;
  var IamportRequestPay: typeof Library;
}`;

/** The packages that a shop comes from. What they declare of `window` would be in each other's way. */
export const worlds: Readonly<Record<string, string>> = {
  page,

  "iamport-typings": `declare module "iamport-typings" {
  export interface RequestPayParams {
    pg?: string;
    pay_method?: "card" | "trans" | "vbank" | "phone";
    escrow?: boolean;
    escrowProducts?: { id: string; name: string; code: string; unitPrice: number; quantity: number }[];
    merchant_uid: string;
    name?: string;
    amount: number;
    custom_data?: any;
    tax_free?: number;
    vat_amount?: number | null;
    currency?: string;
    language?: "en" | "ko" | "zh";
    buyer_email?: string;
    buyer_name?: string;
    buyer_tel: string;
    buyer_addr?: string;
    buyer_postcode?: string;
    notice_url?: string | string[];
    m_redirect_url?: string;
    app_scheme?: string;
  }
  export interface RequestPayResponse {
    success?: boolean;
    imp_success?: boolean;
    error_code?: string;
    error_msg?: string;
    imp_uid: string | null;
    merchant_uid: string;
    paid_amount?: number;
    status?: "ready" | "paid" | "failed";
  }
  export type RequestPayResponseCallback = (response: RequestPayResponse) => void;
  export default interface Iamport {
    init: (accountID: string) => void;
    request_pay: (params: RequestPayParams, callback?: RequestPayResponseCallback) => void;
  }
}
interface Window {
  IMP?: import("iamport-typings").default;
}`,

  "react-iamport": `declare module "react-iamport" {
  import { Component, type ReactNode } from "react";
  export interface IamportProps {
    identificationCode: string;
    params: object;
    jqueryLoaded?: boolean;
    onSuccess?: (response: any) => void;
    onFailed?: (response: any) => void;
    onCompleted?: (response: any) => void;
    render: (renderProps: { onClick: () => void }) => ReactNode;
  }
  export default class IamportComponent extends Component<IamportProps> {}
}`,

  // It has no types; Vue 2 has a default export, which Vue 3 hasn't.
  "vue-iamport": `declare module "vue-iamport" {
  const plugin: { install(vue: unknown, userCode: string): void };
  export default plugin;
}
declare module "vue" {
  const Vue: {
    use(plugin: object, options?: unknown): void;
    IMP(): { load(): Promise<void> };
  };
  export default Vue;
}`,
};
