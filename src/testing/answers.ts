/** An end that a payment can come to without a function of the shop's. */
export type Decision = "approve" | "decline" | "cancel" | "vbank";

/** One entry of the merchant's console. */
export interface FakeGateway {
  /** The gateway's code, as `pg` names it. */
  pg_provider: string;
  /** The merchant's ID at the gateway. */
  pg_id: string;
  /** Whether payments or identity verifications go through it. */
  type: "payment" | "certification";
}

type Fields = Record<string, unknown>;

/** What the SDK's callback gets, field by field as PortOne's guide has it. */
export function answerTo(
  params: Readonly<Fields>,
  decision: Decision,
  { pg_provider, pg_id, type }: FakeGateway,
): Fields {
  const { merchant_uid, amount, name, currency = "KRW", pay_method = "card" } = params;
  // If the SDK finds no payment frame, it answers by itself, and misspells `error_code`.
  if (type !== "payment") {
    const error_msg = "결제할 수 없는 PG입니다";
    return { imp_success: false, imp_uid: null, merchant_uid, error_coe: "F1001", error_msg };
  }
  const payment = { imp_uid: `imp_${digits(12)}`, merchant_uid, pg_provider, pay_method, name, currency };
  if (decision === "decline") {
    const error = { error_code: "PAY_PROCESS_ABORTED", error_msg: "[승인거절] 한도 초과" };
    return { ...payment, success: false, ...error };
  }
  if (decision === "cancel") {
    const error = {
      error_code: "PAY_PROCESS_CANCELED",
      error_msg: "[결제포기] 사용자가 결제를 취소하셨습니다",
    };
    return { ...payment, success: false, ...error };
  }
  const bought = { ...payment, success: true, pg_id, pg_tid: `fake_${digits(16)}`, paid_amount: amount };
  if (decision === "vbank" || pay_method === "vbank") {
    return {
      ...bought,
      status: "ready",
      pay_method: "vbank",
      vbank_name: "신한은행",
      vbank_num: `562${digits(11)}`,
      vbank_holder: "테스트",
      vbank_date: Math.floor(Date.now() / 1000) + 7 * 24 * 60 * 60,
    };
  }
  const card = pay_method === "card" ? { apply_num: digits(8), card_name: "신한카드", card_quota: 0 } : {};
  return { ...bought, ...card, status: "paid", paid_at: Math.floor(Date.now() / 1000) };
}

/** What the SDK's callback gets of an identity verification: it always has `success`, and names nobody. */
export function answerToCertification(params: Readonly<Fields>, decision: Decision): Fields {
  const { merchant_uid, pg } = params;
  const pg_provider = String(pg ?? "danal").split(".")[0];
  const verification = {
    imp_uid: `imp_${digits(12)}`,
    merchant_uid,
    pg_provider,
    pg_type: "certification",
  };
  if (decision === "approve" || decision === "vbank") return { ...verification, success: true };
  const error_msg =
    decision === "decline" ? "본인인증에 실패하였습니다." : "사용자가 본인인증을 취소하셨습니다.";
  return {
    ...verification,
    success: false,
    error_code: `CERTIFICATION_${decision.toUpperCase()}`,
    error_msg,
  };
}

/**
 * The gateway whose frame the SDK would take: the very one, else one with the same code, else the default, which is
 * first.
 */
export function gatewayFor(pg: unknown, gateways: readonly FakeGateway[]): FakeGateway {
  const [code, ...id] = String(pg ?? "").split(".");
  const own = gateways.filter(({ pg_provider }) => pg_provider === code);
  const exact = own.find(({ pg_id }) => pg_id === id.join("."));
  const fallback: FakeGateway = {
    pg_provider: code || "kcp",
    pg_id: id.join(".") || "fake",
    type: "payment",
  };
  return exact ?? own[0] ?? gateways[0] ?? fallback;
}

function digits(count: number): string {
  return Array.from({ length: count }, () => Math.floor(Math.random() * 10)).join("");
}
