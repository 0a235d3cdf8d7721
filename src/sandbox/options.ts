/** One entry of the merchant's console: a gateway, and the merchant's own ID there. */
export interface Gateway {
  /** The gateway's code, as `pg` names it: `"kcp"`, `"html5_inicis"`, … */
  pg_provider: string;
  /** The merchant's ID at the gateway. */
  pg_id: string;
  /** Whether payments or identity verifications go through it. */
  type: "payment" | "certification";
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
   * The address to listen on. Loopback only, unless told otherwise: whoever reaches it can pay.
   * @default "127.0.0.1"
   */
  hostname?: string | undefined;
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
  return {
    userCode: options.userCode ?? "imp00000000",
    gateways: options.gateways ?? testGateways,
    outcome: options.outcome ?? "manual",
    hostname: options.hostname ?? "127.0.0.1",
  };
}
