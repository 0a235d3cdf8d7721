/** The gateways that PortOne's guide names. New ones appear: any other code is taken as well. */
export type GatewayCode =
  | "bluewalnut"
  | "chai"
  | "danal"
  | "danal_tpay"
  | "daou"
  | "eximbay"
  | "galaxia"
  | "html5_inicis"
  | "inicis"
  | "inicis_jp"
  | "inicis_unified"
  | "jtnet"
  | "kakaopay"
  | "kcp"
  | "kcp_billing"
  | "kcp_quick"
  | "kicc"
  | "ksnet"
  | "mobilians"
  | "naverco"
  | "naverpay"
  | "nice"
  | "nice_v2"
  | "payco"
  | "paymentwall"
  | "paypal"
  | "paypal_v2"
  | "settle"
  | "settle_acc"
  | "settle_firm"
  | "smartro"
  | "smartro_v2"
  | "smilepay"
  | "syrup"
  | "toss_brandpay"
  | "tosspay"
  | "tosspay_v2"
  | "tosspayments"
  | "uplus"
  | "welcome";

/** The methods that PortOne's guide names; a gateway offers some of them. Any other is taken as well. */
export type PayMethod =
  | "card"
  | "trans"
  | "vbank"
  | "phone"
  | "applepay"
  | "naverpay"
  | "naverpay_card"
  | "naverpay_point"
  | "samsung"
  | "samsungpay"
  | "kpay"
  | "kakaopay"
  | "payco"
  | "lpay"
  | "ssgpay"
  | "ssgpay_bank"
  | "tosspay"
  | "tosspay_card"
  | "tosspay_money"
  | "toss_brandpay"
  | "cultureland"
  | "smartculture"
  | "culturegift"
  | "happymoney"
  | "booknlife"
  | "point"
  | "wechat"
  | "alipay"
  | "unionpay"
  | "tenpay"
  | "econtext"
  | "molpay"
  | "paysbuy"
  | "pinpay"
  | "skpay"
  | "paypal";

/** One of the names, for an editor to complete, or any other text. */
type OrAny<Names extends string> = Names | (string & {});

/** One of the goods of an escrow payment, see {@link PaymentParams.products}. */
export interface Product {
  /** Your ID of it. */
  id: string;
  /** Its name. */
  name: string;
  /** Your code of it. */
  code: string;
  /** What one costs, in units of the payment's currency. */
  unitPrice: number;
  /** How many. */
  quantity: number;
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
  payReferrer?: string | undefined;
  /** Goods that are used for a time: the first day, `YYYYMMDD`. */
  startDate?: string | undefined;
  /** Goods that are used for a time: the last day, `YYYYMMDD`. */
  endDate?: string | undefined;
  /** The seller's ID, in a market place. */
  sellerId?: string | undefined;
}

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
 * Some parameters are demanded with others: `digital` with `pay_method: "phone"`, and what single gateways want.
 * {@link requestPay} doesn't compile without them where the gateway is known to the compiler, and
 * {@link validateParams} finds them missing where it isn't.
 *
 * @see https://portone.gitbook.io/docs-en/sdk/javascript-sdk
 */
export interface PaymentParams {
  /**
   * What to pay, in units of `currency`: 64900 KRW, 14.2 USD. A number; KRW and JPY have no fraction, USD and EUR
   * two digits. `0` only with `customer_uid`, to register a billing key.
   */
  amount: number;
  /**
   * Your order's ID: 1 to 40 printable ASCII characters, a new one for each request. One that was paid already is
   * refused (F1002).
   * @defaultValue an ID made by {@link createMerchantUid}
   */
  merchant_uid?: string | undefined;
  /**
   * The gateway: its code, or its code and your merchant ID there: `"kcp"`, `"kcp.T0000"`.
   * @defaultValue the default gateway of PortOne's console
   */
  pg?: OrAny<GatewayCode> | undefined;
  /** The channel, in place of `pg`; v1 SDK only. */
  channelKey?: string | undefined;
  /**
   * The method: `"card"`, `"trans"` (bank transfer), `"vbank"` (virtual account), `"phone"`, …
   * @defaultValue "card"
   */
  pay_method?: OrAny<PayMethod> | undefined;
  /** The product's name; 40 characters at most, and some gateways cut it at 16 bytes. */
  name?: string | undefined;
  /** The part of `amount` that is free of tax, in units of `currency`. */
  tax_free?: number | undefined;
  /** The part of `amount` that is value added tax, in units of `currency`; NICE and Toss Pay. */
  vat_amount?: number | null | undefined;
  /**
   * ISO 4217 code. PayPal doesn't take KRW.
   * @defaultValue "KRW"; "USD" for `paypal` and `eximbay`
   */
  currency?: OrAny<"KRW" | "USD" | "EUR" | "JPY"> | undefined;
  /**
   * The window's language; `"jp"` at `eximbay` only.
   * @defaultValue "ko"
   */
  language?: OrAny<"ko" | "en" | "zh" | "jp"> | undefined;
  /** The buyer's name. */
  buyer_name?: string | undefined;
  /** The buyer's phone number. Without it the windows of INICIS and Danal may fail. */
  buyer_tel?: string | undefined;
  /** The buyer's e-mail address; Payment Wall needs it. */
  buyer_email?: string | undefined;
  /** The buyer's address. */
  buyer_addr?: string | undefined;
  /** The buyer's postal code. */
  buyer_postcode?: string | undefined;
  /**
   * Whether this is an escrow payment.
   * @defaultValue false
   */
  escrow?: boolean | undefined;
  /** The goods, for escrow at Toss Payments. */
  products?: readonly Readonly<Product>[] | undefined;
  /** Anything that JSON can carry; comes back as a JSON string. */
  custom_data?: unknown;
  /** Where PortOne sends this payment's webhook, in place of the address in its console: absolute, http(s). */
  notice_url?: string | readonly string[] | undefined;
  /** Where PortOne asks before it lets the payment through: absolute, http(s). */
  confirm_url?: string | undefined;
  /** The billing key to register or pay with: a name that you give it. Required by `kcp_billing`. */
  customer_uid?: string | undefined;
  /** The customer's ID; required by `toss_brandpay`. */
  customer_id?: string | undefined;
  /** Whether the goods are digital; required with `pay_method: "phone"`. */
  digital?: boolean | undefined;
  /**
   * Until when a virtual account takes the deposit, Korean time: `YYYY-MM-DD`, `YYYYMMDD`,
   * `YYYY-MM-DD HH:mm:ss` or `YYYYMMDDHHmmss`; not past.
   */
  vbank_due?: string | undefined;
  /**
   * The landing page: where the browser goes after a payment that leaves this page. Absolute; an app's
   * scheme inside a WebView.
   * @defaultValue the current address
   */
  m_redirect_url?: string | undefined;
  /** The app's scheme, needed inside an app's WebView: `myshop`, `myshop://pay?step=2`. */
  app_scheme?: string | undefined;
  /** The shop's business registration number: ten digits. Required by `danal_tpay` with `vbank`. */
  biz_num?: string | undefined;
  /**
   * Whether the window is a popup: PAYCO, Eximbay (unless `false`), PayPal, Hecto (`settle_firm`). INICIS Japan
   * demands `true` on a PC.
   */
  popup?: boolean | undefined;
  /**
   * Whether Naver Pay's window is a popup, on a PC; else the page is left.
   * @defaultValue false
   */
  naverPopupMode?: boolean | undefined;
  /** When Naver Pay is to see the goods as used: `YYYYMMDD`, today or later. */
  naverUseCfm?: string | undefined;
  /** The goods; required by Naver Pay. */
  naverProducts?: readonly Readonly<NaverProduct>[] | undefined;
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

/** The gateway of that code, with or without a merchant ID. */
type At<Code extends GatewayCode> = Code | `${Code}.${string}`;

/** That parameter, if the parameters are such. */
type DemandedIf<Params, Such, Name extends keyof PaymentParams> = Params extends Such
  ? { [Demanded in Name]: NonNullable<PaymentParams[Demanded]> }
  : unknown;

/**
 * What these parameters demand beside themselves, because PortOne refuses the payment without: `pay_method: "phone"`
 * demands `digital`, `naverpay` demands `naverProducts`, … Parameters whose gateway the compiler doesn't know demand
 * nothing.
 *
 * @example
 * ```ts
 * function payAndThank<const Params extends PaymentParams>(params: Params & DemandedWith<Params>) {
 *   return requestPay<Params>(params).then(thank);
 * }
 * ```
 */
export type DemandedWith<Params> = DemandedIf<Params, Record<"pay_method", "phone">, "digital"> &
  DemandedIf<Params, Record<"pg", At<"danal_tpay">> & Record<"pay_method", "vbank">, "biz_num"> &
  DemandedIf<Params, Record<"pg", At<"kcp_billing">>, "customer_uid"> &
  DemandedIf<Params, Record<"pg", At<"naverpay">>, "naverProducts"> &
  DemandedIf<Params, Record<"pg", At<"toss_brandpay">>, "customer_id">;
