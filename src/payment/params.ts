/** A card issuer to offer, see {@link PaymentParams.card}. */
export interface CardDetail {
  /** The issuer's KFTC code: three digits. */
  card_code: string;
  /** Whether to offer it. */
  enabled?: boolean | undefined;
  /** The most instalment months it offers. */
  max_month?: number | undefined;
}

/** One card issuer to go straight to, see {@link PaymentParams.card}. */
export interface CardDirect {
  /** The issuer's KFTC code: three digits. */
  code: string;
  /** Instalment months. */
  quota?: number | undefined;
}

/**
 * What `IMP.request_pay` takes. Names are PortOne's. What isn't listed is passed on as it is.
 *
 * @see https://portone.gitbook.io/docs-en/sdk/javascript-sdk
 */
export interface PaymentParams {
  /** What to pay, in units of `currency`. A number: 64900 KRW, 14.2 USD. `0` only with `customer_uid`. */
  amount: number;
  /**
   * Your order's ID: 1 to 40 bytes, a new one for each request. One that was paid already is refused (F1002).
   * @defaultValue an ID made by {@link createMerchantUid}
   */
  merchant_uid?: string | undefined;
  /**
   * The gateway: its code, or its code and your merchant ID there: `"kcp"`, `"kcp.T0000"`.
   * @defaultValue the default gateway of PortOne's console
   */
  pg?: string | undefined;
  /** The channel, in place of `pg`; v1 SDK only. */
  channelKey?: string | undefined;
  /**
   * The method: `"card"`, `"trans"` (bank transfer), `"vbank"` (virtual account), `"phone"`, …
   * @defaultValue "card"
   */
  pay_method?: string | undefined;
  /** The product's name; 40 characters at most, and some gateways cut it at 16 bytes. */
  name?: string | undefined;
  /** The part of `amount` that is free of tax. */
  tax_free?: number | undefined;
  /** The part of `amount` that is value added tax (NICE, Toss Pay). */
  vat_amount?: number | null | undefined;
  /**
   * ISO 4217 code.
   * @defaultValue "KRW"; "USD" for `paypal` and `eximbay`
   */
  currency?: string | undefined;
  /** The window's language: `"ko"`, `"en"`, `"zh"` (`"jp"` at `eximbay`). */
  language?: string | undefined;
  /** The buyer's name. */
  buyer_name?: string | undefined;
  /** The buyer's phone number. Some gateways' windows fail without it (INICIS, Danal). */
  buyer_tel?: string | undefined;
  /** The buyer's e-mail address; Payment Wall needs it. */
  buyer_email?: string | undefined;
  /** The buyer's address. */
  buyer_addr?: string | undefined;
  /** The buyer's postal code. */
  buyer_postcode?: string | undefined;
  /** Whether this is an escrow payment. */
  escrow?: boolean | undefined;
  /** The goods, for escrow at Toss Payments. */
  products?: readonly Readonly<Record<string, unknown>>[] | undefined;
  /** Anything that JSON can carry; comes back as a JSON string. */
  custom_data?: unknown;
  /** Where PortOne sends this payment's webhook. */
  notice_url?: string | readonly string[] | undefined;
  /** Where PortOne asks before it lets the payment through. */
  confirm_url?: string | undefined;
  /** The billing key to register or pay with. */
  customer_uid?: string | undefined;
  /** The customer's ID; required by `toss_brandpay`. */
  customer_id?: string | undefined;
  /** Whether the goods are digital; required with `pay_method: "phone"`. */
  digital?: boolean | undefined;
  /**
   * Until when a virtual account takes the deposit, Korean time: `YYYY-MM-DD`, `YYYYMMDD`,
   * `YYYY-MM-DD HH:mm:ss` or `YYYYMMDDHHmmss`.
   */
  vbank_due?: string | undefined;
  /**
   * The landing page: where the browser goes after a payment that leaves this page. Absolute; an app's
   * scheme inside a WebView.
   * @defaultValue the current address
   */
  m_redirect_url?: string | undefined;
  /** The app's scheme, needed inside an app's WebView. */
  app_scheme?: string | undefined;
  /** The shop's business registration number: ten digits. */
  biz_num?: string | undefined;
  /** Whether the window is a popup (PAYCO, Eximbay, PayPal, Hecto, INICIS Japan). */
  popup?: boolean | undefined;
  /** Whether Naver Pay's window is a popup. */
  naverPopupMode?: boolean | undefined;
  /** When Naver Pay is to see the goods as used: `YYYYMMDD`. */
  naverUseCfm?: string | undefined;
  /** The goods; required by Naver Pay. */
  naverProducts?: readonly Readonly<Record<string, unknown>>[] | undefined;
  /** What the window offers. */
  display?:
    | {
        /** The instalment months, for 50,000 KRW and more; `[]`: none. */
        card_quota?: readonly number[] | undefined;
      }
    | undefined;
  /** Which card issuers the window offers. */
  card?:
    | {
        /** Straight to one issuer: its KFTC code, three digits, and the instalment months. */
        direct?: CardDirect | undefined;
        /** The issuers to offer. */
        detail?: readonly CardDetail[] | undefined;
      }
    | undefined;
  /** Whether the shop pays for interest-free instalments. */
  useFreeInterestFromMall?: boolean | undefined;
  /** What the payment is for: `YYYYMMDD` to `YYYYMMDD`. */
  period?:
    | {
        /** The first day, `YYYYMMDD`. */
        from: string;
        /** The last day, `YYYYMMDD`. */
        to: string;
      }
    | undefined;
  /** The shop's name in some windows. */
  company?: string | undefined;
  /** Passed to the gateway as it is. */
  bypass?: Readonly<Record<string, unknown>> | undefined;
  [other: string]: unknown;
}
