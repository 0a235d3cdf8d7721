import type { OrAny } from "../request/params/or-any.ts";
import type { GatewayCode, PayMethod } from "./codes.ts";
import type { CardDetail, CardDirect, NaverProduct, Product } from "./goods.ts";

/**
 * What `IMP.request_pay` takes. Names are PortOne's. What isn't listed is passed on as it is. `null` counts as absent,
 * and so does an empty text, except in `amount`, `merchant_uid` and `custom_data`.
 *
 * Some gateways demand certain parameters. {@link requestPay} doesn't compile without them where the compiler knows the
 * gateway, and {@link validateParams} reports them missing where it doesn't.
 *
 * @see https://portone.gitbook.io/docs-en/sdk/javascript-sdk
 */
export interface PaymentParams {
  /**
   * What to pay, in units of `currency`: 64900 KRW, 14.2 USD. A number; KRW and JPY have no fraction, USD and EUR two
   * digits. `0` only with `customer_uid`, to register a billing key. {@link requestPay} lets you leave it out where
   * PortOne's guide does: for KCP's quick pay when it registers something, for Toss Pay and Hecto when they register a
   * card.
   */
  amount: number;
  /**
   * Your order's ID, as your server knows it: up to 40 characters; letters and digits suit every gateway. A payment
   * that failed may be tried again with the same one; once it is paid, PortOne refuses the ID (F1002), so that an order
   * is paid only once.
   * @default a generated ID, of which your server knows nothing: for pages without a server half
   */
  merchant_uid?: string | null | undefined;
  /**
   * The gateway: its code, or its code and your merchant ID there: `"kcp"`, `"kcp.T0000"`. With the v1 SDK PortOne
   * recommends {@link PaymentParams.channelKey} in its place.
   *
   * `alipay` 알리페이, `bluewalnut` 블루월넛, `chai` 차이페이, `danal` 다날, `danal_tpay` 다날, `daou` 키움페이, `eximbay`
   * 엑심베이, `galaxia` 갤럭시아머니트리, `html5_inicis` KG이니시스, `hyphen` 하이픈, `inicis` KG이니시스, `inicis_jp` 이니시스 일본,
   * `inicis_unified` KG이니시스 통합인증, `jtnet` JTNet, `kakaopay` 카카오페이, `kcp` NHN KCP, `kcp_billing` NHN KCP
   * 정기결제, `kcp_quick` NHN KCP 퀵페이, `kcp_v2` NHN KCP 본인인증, `kicc` 이지페이 (KICC), `kicc_v2` 이지페이 (KICC),
   * `kpn` 한국결제네트웍스, `ksnet` KSNET, `mobilians` KG파이낸셜, `mobilians_v2` KG파이낸셜, `naverco` 네이버페이 주문형,
   * `naverpay` 네이버페이, `nice` 나이스정보통신, `nice_v2` 나이스정보통신, `payco` 페이코, `payletter_global` 페이레터 글로벌,
   * `paymentwall` 페이먼트월, `paypal` 페이팔, `paypal_v2` 페이팔, `settle` 헥토파이낸셜, `settle_acc` 헥토파이낸셜 내통장결제,
   * `settle_firm` 헥토파이낸셜, `smartro` 스마트로, `smartro_v2` 스마트로, `smilepay` 스마일페이, `syrup` 시럽페이,
   * `toss_brandpay` 토스 브랜드페이, `tosspay` 토스페이, `tosspay_v2` 토스페이, `tosspayments` 토스페이먼츠, `uplus` LG유플러스,
   * `welcome` 웰컴페이먼츠.
   * @default the default gateway of PortOne's console
   */
  pg?: OrAny<GatewayCode> | null | undefined;
  /**
   * The channel, from PortOne's console, in place of `pg`. v1 SDK only: `loadIamport(merchant, { version: "v1" })`;
   * with any other SDK the payment is refused (`INVALID_PARAMS`), since it would go through the default gateway.
   */
  channelKey?: string | null | undefined;
  /** The group of channels among which PortOne chooses, in place of `channelKey`. v1 SDK only. */
  channelGroupId?: string | null | undefined;
  /**
   * The method: `"card"`, `"trans"` (bank transfer), `"vbank"` (virtual account), `"phone"`, …
   *
   * `card` 신용카드, `trans` 실시간 계좌이체, `vbank` 가상계좌 (무통장입금), `phone` 휴대폰 소액결제, `applepay` 애플페이, `samsung`
   * 삼성페이, `samsungpay` 삼성페이, `kakaopay` 카카오페이, `naverpay` 네이버페이, `naverpay_card` 네이버페이 카드,
   * `naverpay_point` 네이버페이 포인트, `payco` 페이코, `lpay` L.pay, `ssgpay` SSG페이, `tosspay` 토스페이,
   * `tosspay_card` 토스페이 카드, `tosspay_money` 토스페이 머니, `paypal` 페이팔, `cultureland` 컬쳐랜드, `happymoney`
   * 해피머니, `point` 포인트, `wechat` 위챗페이, `alipay` 알리페이, `alipay_plus` 알리페이 플러스, `unionpay` 유니온페이.
   * @default "card"
   */
  pay_method?: OrAny<PayMethod> | null | undefined;
  /** The product's name; 40 characters at most, and some gateways cut it at 16 bytes. NICE takes no `% & $ [ ]`. */
  name?: string | null | undefined;
  /** The part of `amount` that is free of tax, in units of `currency`. */
  tax_free?: number | null | undefined;
  /** The part of `amount` that is value added tax, in units of `currency`; NICE and Toss Pay. */
  vat_amount?: number | null | undefined;
  /**
   * The part of `amount` that is value added tax, in units of `currency`.
   * @deprecated PortOne's older name of `vat_amount`.
   */
  vat?: number | null | undefined;
  /**
   * ISO 4217 code. PayPal doesn't take KRW.
   * @default "KRW"; "USD" for `paypal` and `eximbay`
   */
  currency?: OrAny<"KRW" | "USD" | "EUR" | "JPY"> | null | undefined;
  /**
   * The window's language; `"jp"` at `eximbay` only.
   * @default "ko"
   */
  language?: OrAny<"ko" | "en" | "zh" | "jp"> | null | undefined;
  /** The buyer's name. */
  buyer_name?: string | null | undefined;
  /** The buyer's phone number. Without it the windows of INICIS and Danal may fail. */
  buyer_tel?: string | null | undefined;
  /** The buyer's e-mail address; Payment Wall needs it. */
  buyer_email?: string | null | undefined;
  /** The buyer's address. */
  buyer_addr?: string | null | undefined;
  /** The buyer's postal code. */
  buyer_postcode?: string | null | undefined;
  /**
   * Whether this is an escrow payment.
   * @default false
   */
  escrow?: boolean | null | undefined;
  /** The goods, for escrow at Toss Payments. */
  products?: readonly Readonly<Product>[] | null | undefined;
  /** The same as `products`, by its older name. */
  escrowProducts?: readonly Readonly<Product>[] | null | undefined;
  /** Anything that JSON can carry; comes back as a JSON string. */
  custom_data?: unknown;
  /** Where PortOne sends this payment's webhook, in place of the address in its console: absolute, http(s). */
  notice_url?: string | readonly string[] | null | undefined;
  /** Where PortOne asks before it lets the payment through: absolute, http(s). */
  confirm_url?: string | null | undefined;
  /** The billing key to register or pay with: a name that you give it. Required by `kcp_billing`. */
  customer_uid?: string | null | undefined;
  /** The customer's ID; required by `toss_brandpay`; Galaxia, and Toss Pay for a billing key, ask for it. */
  customer_id?: string | null | undefined;
  /** Whether the goods are digital: PortOne's reference requires it with `pay_method: "phone"`, where fees differ by it. */
  digital?: boolean | null | undefined;
  /**
   * Until when a virtual account takes the deposit, Korean time: `YYYY-MM-DD`, `YYYYMMDD`,
   * `YYYY-MM-DD HH:mm:ss` or `YYYYMMDDHHmmss`; not past. NICE (`nice_v2`) and Smartro (`smartro_v2`) ask for it.
   */
  vbank_due?: string | null | undefined;
  /**
   * The landing page: where the browser goes after a payment that leaves this page. Relative to this page, or
   * absolute; an app's scheme inside a WebView.
   * @default the current address
   */
  m_redirect_url?: string | null | undefined;
  /** The app's scheme, needed inside an app's WebView: `myshop`, `myshop://pay?step=2`. */
  app_scheme?: string | null | undefined;
  /** The shop's business registration number: ten digits. Required by `danal_tpay` with `vbank`. */
  biz_num?: string | null | undefined;
  /**
   * Whether the window is a popup: PAYCO, Eximbay (unless `false`), PayPal, Hecto (`settle_firm`). INICIS Japan
   * demands `true` on a PC.
   */
  popup?: boolean | null | undefined;
  /**
   * Whether Naver Pay's window is a popup, on a PC; else the page is left.
   * @default false
   */
  naverPopupMode?: boolean | null | undefined;
  /** When Naver Pay is to see the goods as used: `YYYYMMDD`, today or later, in Korea. */
  naverUseCfm?: string | null | undefined;
  /** The goods; required by Naver Pay for a one-off payment. */
  naverProducts?: readonly Readonly<NaverProduct>[] | null | undefined;
  /** What a recurring payment by Naver Pay is for: your code of it. */
  naverProductCode?: string | null | undefined;
  /** How many of it. */
  naverProductCount?: number | null | undefined;
  /** `"CHANGE"`, for another card behind the same billing key of Naver Pay. */
  naverActionType?: OrAny<"NEW" | "CHANGE"> | null | undefined;
  /** Your customer's key, no personal data: for goods that Naver calls risky. */
  naverMerchantUserKey?: string | null | undefined;
  /** The buyer's name, for goods that Naver calls risky. */
  naverPurchaserName?: string | null | undefined;
  /** The buyer's date of birth, `YYYYMMDD`, for goods that Naver calls risky. */
  naverPurchaserBirthday?: string | null | undefined;
  /** Whether it counts as spent on culture, for the buyer's taxes. */
  naverCultureBenefit?: boolean | null | undefined;
  /** What the window offers. */
  display?:
    | {
        /** The instalment months, for 50,000 KRW and more; `[]`: none. */
        card_quota?: readonly number[] | null | undefined;
        /** Whether the customer can choose these months alone, and no lump sum. */
        only_installment?: boolean | null | undefined;
      }
    | null
    | undefined;
  /** Which card issuers the window offers. */
  card?:
    | {
        /** Straight to one issuer: its KFTC code, three digits, and the instalment months. */
        direct?: CardDirect | null | undefined;
        /** The issuers to offer. */
        detail?: readonly CardDetail[] | null | undefined;
        /** Whether instalments are offered; Toss Pay. */
        useInstallment?: boolean | null | undefined;
      }
    | null
    | undefined;
  /** Whether the shop pays for interest-free instalments. */
  useFreeInterestFromMall?: boolean | null | undefined;
  /** The period that the payment is for: `YYYYMMDD` to `YYYYMMDD`. */
  period?:
    | {
        /** The first day, `YYYYMMDD`. */
        from: string;
        /** The last day, `YYYYMMDD`. */
        to: string;
        /** What the window shows in place of the two days. */
        text?: string | null | undefined;
      }
    | null
    | undefined;
  /** The shop's name in some windows. */
  company?: string | null | undefined;
  /** Passed to the gateway as it is: `{ kcpQuick: { actionType: "Register", … } }`. */
  bypass?: object | null | undefined;
  /** The promotion that applies. */
  promotion_id?: string | null | undefined;
  /** Whether a promotion applies. */
  isPromotion?: boolean | null | undefined;
  /** Whether the customer may pay with the card's points. */
  useCardPoint?: boolean | null | undefined;
  /** Whether only the issuers' apps are offered; KCP. */
  appCard?: boolean | null | undefined;
  /** `"key-in"`: the customer types the card's number; KCP. */
  auth_mode?: string | null | undefined;
  /** Which carrier is chosen beforehand, with `pay_method: "phone"`. */
  phone?:
    | {
        /** The carrier's code, as the gateway has it. */
        carrier?: string | null | undefined;
      }
    | null
    | undefined;
  /** What is filled in when the window opens: the number, with `pay_method: "phone"`. */
  prefill?:
    | {
        /** The buyer's phone number. */
        phoneNumber?: string | null | undefined;
      }
    | null
    | undefined;
  /** Whether Kakao Pay shows a phone what it shows a PC. */
  kakaopayMobileAsPC?: boolean | null | undefined;
  /** What the order is for, in English: wanted by Alipay+ (`kicc_v2`). */
  order_description?: string | null | undefined;
  /** Which wallet of Alipay+ (`kicc_v2`): `{ wallet: "gcash" }`. */
  alipay_plus?: object | null | undefined;
  /** Whether the gateway's method for tests is offered. */
  use_test_method?: boolean | null | undefined;
  /** The customer's country. */
  country?: string | null | undefined;
  /** The window's language and country. */
  locale?: string | null | undefined;
  /** Japan: the buyer's first name. */
  buyer_first_name?: string | null | undefined;
  /** Japan: the buyer's last name. */
  buyer_last_name?: string | null | undefined;
  /** Japan: the first name in katakana. */
  buyer_first_name_kana?: string | null | undefined;
  /** Japan: the last name in katakana. */
  buyer_last_name_kana?: string | null | undefined;
  /** Japan, and Hyphen: the shop, as the window shows it. */
  storeDetails?: object | null | undefined;
  /** Japan, in convenience stores: until when it can be paid, in hours or as an ISO 8601 date. */
  cvs?:
    | {
        /** The deadline, in either of two forms. */
        payment_deadline?:
          | {
              /** Until when, in hours from now. */
              valid_hours?: number | null;
              /** Until when, as a date. */
              due_date?: string | null;
            }
          | null
          | undefined;
      }
    | null
    | undefined;
  /** The shop's name in English. */
  company_en?: string | null | undefined;
  /** The customer's stored method; Toss Brandpay. */
  methodId?: string | null | undefined;
  /** Its kind; Toss Brandpay. */
  methodType?: string | null | undefined;
}
