import type { Seed } from "./service/seed.ts";

/** What a gateway is for. */
export type GatewayType = "payment" | "certification";

/** One entry of the merchant's console: a gateway, and the merchant's own ID there. */
export interface Gateway {
  /** The gateway's code, as `pg` names it: `"kcp"`, `"html5_inicis"`, … */
  pg_provider: string;
  /** The merchant's ID at the gateway. */
  pg_id: string;
  /**
   * Whether payments or identity verifications go through it.
   * @default "payment"
   */
  type?: GatewayType | undefined;
  /**
   * Whether it is a test channel. `false`: its payments count as live ones, to try a shop with the settings it
   * has in production. Money moves in neither case.
   * @default true
   */
  sandbox?: boolean | undefined;
  /**
   * The channel's key, as `channelKey` and `channel_key` name it.
   * @default `channel-key-${pg_provider}-${pg_id}`
   */
  channelKey?: string | undefined;
}

/** What happens to a payment: `"manual"` leaves it to the person at the payment window. */
export type Outcome = "manual" | "approve" | "decline" | "cancel" | "vbank";

/** How a sandbox behaves. */
export interface SandboxOptions {
  /**
   * The merchant's user code, the one `IMP.init` gets.
   * @default "imp00000000"
   */
  userCode?: string | undefined;
  /**
   * The gateways of this merchant; the first is the default. A `pg` that is not among them is paid through
   * the default one's frame.
   * @default a test entry for each common gateway, `kcp` first
   */
  gateways?: readonly Gateway[] | undefined;
  /**
   * What happens to each payment. Anything but `"manual"` answers by itself, without the window.
   * @default "manual"
   */
  outcome?: Outcome | undefined;
  /**
   * The merchant's key for the REST API.
   * @default "imp_apikey"
   */
  impKey?: string | undefined;
  /**
   * The secret that belongs to the key.
   * @default "imp_secret"
   */
  impSecret?: string | undefined;
  /**
   * Where webhooks go, http or https, unless a payment brings a `notice_url` of its own. `null`: nowhere.
   * @default null
   */
  webhookUrl?: string | null | undefined;
  /**
   * How a webhook is written: the choice that PortOne's console offers.
   * @default "json"
   */
  webhookFormat?: "json" | "form" | undefined;
  /**
   * How often a webhook is sent again that was answered with 5xx, or not at all.
   * @default 5
   */
  webhookRetries?: number | undefined;
  /**
   * How long to wait before each further attempt, in milliseconds.
   * @default 60_000
   */
  webhookRetryInterval?: number | undefined;
  /**
   * Where the answer of a payment on a phone comes at the gateways for which PortOne's guide says "redirect" and another
   * source "callback": `smilepay`, `bluewalnut`, `settle_acc`, `mobilians` by phone bill, `html5_inicis` with `customer_uid`.
   * @default "redirect"
   */
  disputedDelivery?: "redirect" | "callback" | undefined;
  /**
   * The address to listen on. Loopback only, unless told otherwise: whoever reaches it can pay.
   * @default "127.0.0.1"
   */
  hostname?: string | undefined;
  /**
   * Payments that the sandbox knows from the start, by `imp_uid`, and orders whose amounts were registered beforehand.
   * @default none
   */
  seed?: Seed | undefined;
  /**
   * Hears of what a person should know: a webhook that the shop refused, or that didn't get through; a test payment that
   * is left out of an answer.
   * @default nobody
   */
  warn?: ((message: string) => void) | undefined;
}

/** The options, with every default filled in. */
export type Settings = { [Key in keyof SandboxOptions]-?: Exclude<SandboxOptions[Key], undefined> };

const testGateways: readonly Gateway[] = [
  { pg_provider: "kcp", pg_id: "T0000", type: "payment" },
  { pg_provider: "html5_inicis", pg_id: "INIpayTest", type: "payment" },
  { pg_provider: "tosspayments", pg_id: "iamporttest_3", type: "payment" },
  { pg_provider: "nice", pg_id: "nictest00m", type: "payment" },
  { pg_provider: "kakaopay", pg_id: "TC0ONETIME", type: "payment" },
  { pg_provider: "naverpay", pg_id: "np_test", type: "payment" },
  { pg_provider: "payco", pg_id: "PARTNERTEST", type: "payment" },
  { pg_provider: "tosspay", pg_id: "tosstest", type: "payment" },
  { pg_provider: "danal", pg_id: "A010002002", type: "payment" },
  { pg_provider: "danal_tpay", pg_id: "9810030929", type: "payment" },
  { pg_provider: "mobilians", pg_id: "170622040674", type: "payment" },
  { pg_provider: "eximbay", pg_id: "1849705C64", type: "payment" },
  { pg_provider: "paypal", pg_id: "sandbox-merchant", type: "payment" },
  { pg_provider: "settle", pg_id: "portone_test", type: "payment" },
  { pg_provider: "smartro", pg_id: "t_2203141m", type: "payment" },
  { pg_provider: "kcp_quick", pg_id: "A52Q7", type: "payment" },
  { pg_provider: "daou", pg_id: "CTS11027", type: "payment" },
  { pg_provider: "smilepay", pg_id: "cnstest25m", type: "payment" },
  { pg_provider: "danal", pg_id: "A010002002", type: "certification" },
];

export function settingsFrom(options: SandboxOptions): Settings {
  const webhookUrl = options.webhookUrl ?? null;
  if (webhookUrl !== null && !isWebAddress(webhookUrl)) {
    throw new TypeError(`webhookUrl: wanted an http or https address, got ${JSON.stringify(webhookUrl)}`);
  }
  return {
    userCode: options.userCode ?? "imp00000000",
    gateways: (options.gateways ?? testGateways).map((gateway) => ({
      ...gateway,
      type: gateway.type ?? "payment",
    })),
    outcome: options.outcome ?? "manual",
    impKey: options.impKey ?? "imp_apikey",
    impSecret: options.impSecret ?? "imp_secret",
    webhookUrl,
    webhookFormat: options.webhookFormat ?? "json",
    webhookRetries: options.webhookRetries ?? 5,
    webhookRetryInterval: options.webhookRetryInterval ?? 60_000,
    disputedDelivery: options.disputedDelivery ?? "redirect",
    // With an empty one Node would listen on every address of the machine.
    hostname: options.hostname || "127.0.0.1",
    seed: options.seed ?? {},
    warn: options.warn ?? (() => undefined),
  };
}

/** Whether a webhook can be sent there. */
export function isWebAddress(text: string): boolean {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
}
