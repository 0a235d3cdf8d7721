/**
 * What the SDK hands to the callback of `request_pay`. What is in it differs by gateway: with the v1 SDK some answer with
 * `imp_uid` and `merchant_uid` alone, and on failure `error_code` and `error_msg`. Believe none of it before your server
 * has looked.
 */
export interface ImpResponse {
  /** Whether the customer got through the window. */
  success?: boolean;
  /** The same as `success`, by the name that some gateways use. */
  imp_success?: boolean;
  /** Why not: the gateway's code. */
  error_code?: string | null;
  /** Why not, for the customer. */
  error_msg?: string | null;
  /** PortOne's ID of the payment. */
  imp_uid?: string | null;
  /** Your order's ID. */
  merchant_uid?: string;
  /** The method that was paid with. */
  pay_method?: string;
  /** How much, in units of the payment's currency. */
  paid_amount?: number;
  /** `"ready"`: a virtual account was issued. */
  status?: string;
  /** The product's name. */
  name?: string;
  /** The gateway's code. */
  pg_provider?: string;
  /** The gateway's ID of the payment. */
  pg_tid?: string;
  /** As it was asked for, or typed into the window. */
  buyer_name?: string;
  /** As it was asked for, or typed into the window. */
  buyer_email?: string;
  /** As it was asked for, or typed into the window. */
  buyer_tel?: string;
  /** As it was asked for, or typed into the window. */
  buyer_addr?: string;
  /** As it was asked for, or typed into the window. */
  buyer_postcode?: string;
  /** The card issuer's approval. */
  apply_num?: string;
  /** The virtual account. */
  vbank_num?: string;
  /** Its bank. */
  vbank_name?: string;
  /** Whose account it is. */
  vbank_holder?: string | null;
  /** Until when it takes the deposit. */
  vbank_date?: string | number;
  /** ISO 4217 code. */
  currency?: string;
  /** When it was paid: seconds since 1970. */
  paid_at?: number;
  /** Where its receipt is. */
  receipt_url?: string;
  /** As it was asked for, as a JSON text. */
  custom_data?: unknown;
  /** The card's issuer. */
  card_name?: string | null;
  /** What else a gateway answers. */
  [other: string]: unknown;
}

/** What `IMP.slots` names: the services that the v1 SDK talks to. */
export interface ImpSlots {
  /** The older gateways' service. */
  CORE_SERVER?: string;
  /** The newer gateways' service. */
  CHECKOUT_SERVER?: string;
}

/**
 * `window.IMP`, the SDK's one global.
 *
 * This library calls `init` and `request_pay` for you. By hand, use them only for what it doesn't cover.
 *
 * @see https://portone.gitbook.io/docs-en/sdk/javascript-sdk
 */
export interface IMP {
  /** Starts the SDK for a merchant. Once a page: a second call throws an open payment's window away. */
  init(userCode: string): void;
  /** `init` for a merchant with a tier code. */
  agency(userCode: string, tierCode: string): void;
  /** Opens the payment window. Writes into `data`. */
  request_pay(data: object, callback?: (response: ImpResponse) => void): unknown;
  /** The same, for a callback with a type of its own for its gateway's answer. */
  request_pay<Response extends object>(data: object, callback: (response: Response) => void): unknown;
  /** Opens the identity verification window. */
  certification?(data: object, callback?: (response: ImpResponse) => void): unknown;
  /** Sends a message to the payment frame that is visible. */
  communicate?(message: object): void;
  /** Closes the payment window; from 1.2.0. */
  close?(): void;
  /** Puts goods on the customer's wish list at Naver; from 1.2.0. */
  naver_zzim?(data: object): unknown;
  /** Draws a gateway's own interface into the page; v1 SDK only. */
  loadUI?(type: string, data: object, callback?: (response: ImpResponse) => void): unknown;
  /** Changes what `loadUI` has drawn; v1 SDK only. */
  updateLoadUIRequest?(type: string, data: object): unknown;
  /** Loads a gateway's own module, such as Toss Brandpay's; v1 SDK only. */
  loadModule?(
    type: string,
    merchant: { userCode: string; tierCode?: string | undefined },
    options?: object,
  ): Promise<unknown>;
  /** Which services the v1 SDK talks to. */
  slots?: ImpSlots;
  /** Undoes `init`; v1 SDK only. */
  deinit?(): void;
}

/** `window` with the globals that this library reads and writes. They are declared nowhere else. */
export interface ImpWindow extends Omit<Window, "IMP" | "jQuery" | "$"> {
  IMP?: Partial<IMP> | undefined;
  jQuery?: Partial<JQueryStatic> | undefined;
  $?: unknown;
}
