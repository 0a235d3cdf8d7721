// What PortOne's description of its V1 REST API promises of the answers that the sandbox gives, as JSON Schema:
// field names, types, longest texts and codes. Where PortOne answers null although its description names a type
// only, null is allowed here.

const text = { type: "string" };
const textOrNull = (maxLength?: number) => ({
  type: ["string", "null"],
  ...(maxLength !== undefined && { maxLength }),
});
const time = { type: "integer", minimum: 0 };

export const token = {
  type: "object",
  required: ["access_token", "expired_at", "now"],
  properties: { access_token: text, expired_at: { type: "integer" }, now: { type: "integer" } },
  additionalProperties: false,
};

export const prepared = {
  type: "object",
  required: ["merchant_uid", "amount", "currency"],
  properties: {
    merchant_uid: { type: "string", maxLength: 40 },
    amount: { type: "number" },
    currency: textOrNull(),
  },
  additionalProperties: false,
};

const cancellation = {
  type: "object",
  required: ["pg_tid", "amount", "reason", "cancelled_at", "cancellation_id"],
  properties: {
    pg_tid: text,
    amount: { type: "number" },
    cancelled_at: { type: "integer" },
    reason: text,
    cancellation_id: text,
    receipt_url: { type: ["string", "null"] },
  },
  additionalProperties: false,
};

export const payment = {
  type: "object",
  required: ["imp_uid", "merchant_uid", "amount", "cancel_amount", "currency", "status", "sandbox"],
  properties: {
    imp_uid: { type: "string", maxLength: 32 },
    merchant_uid: { type: "string", maxLength: 40 },
    pay_method: textOrNull(20),
    channel: { enum: ["pc", "mobile", "api"] },
    pg_provider: textOrNull(16),
    emb_pg_provider: textOrNull(16),
    pg_tid: textOrNull(64),
    pg_id: textOrNull(80),
    sandbox: { type: "boolean" },
    escrow: { type: "boolean" },
    apply_num: textOrNull(20),
    bank_code: textOrNull(),
    bank_name: textOrNull(),
    card_code: textOrNull(),
    card_name: textOrNull(),
    card_issuer_code: textOrNull(),
    card_issuer_name: textOrNull(),
    card_publisher_code: textOrNull(),
    card_publisher_name: textOrNull(),
    card_quota: { type: "integer" },
    card_number: textOrNull(),
    card_type: { enum: [0, 1, null] },
    vbank_code: textOrNull(),
    vbank_name: textOrNull(),
    vbank_num: textOrNull(32),
    vbank_holder: textOrNull(),
    vbank_date: time,
    vbank_issued_at: time,
    name: textOrNull(40),
    amount: { type: "number" },
    cancel_amount: { type: "number" },
    currency: text,
    buyer_name: textOrNull(16),
    buyer_email: textOrNull(64),
    buyer_tel: textOrNull(16),
    buyer_addr: textOrNull(128),
    buyer_postcode: textOrNull(8),
    custom_data: textOrNull(),
    user_agent: textOrNull(),
    status: { enum: ["ready", "paid", "cancelled", "failed"] },
    started_at: time,
    paid_at: time,
    failed_at: time,
    cancelled_at: time,
    fail_reason: textOrNull(),
    cancel_reason: textOrNull(),
    receipt_url: textOrNull(),
    cancel_history: { type: "array", items: cancellation },
    cancel_receipt_urls: { type: "array", items: text },
    deposit_history: { type: "array" },
    cash_receipt_issued: { type: "boolean" },
    customer_uid: textOrNull(),
    customer_uid_usage: { enum: ["issue", "payment", "payment.scheduled", null] },
    promotion: { type: ["object", "null"] },
  },
  additionalProperties: false,
};

/** Every answer: a `code` of 0 brings what was asked for, another one brings a message and nothing else. */
export function envelope(response: object) {
  return {
    type: "object",
    required: ["code", "message", "response"],
    properties: { code: { type: "integer" }, message: { type: ["string", "null"] }, response: true },
    additionalProperties: false,
    if: { properties: { code: { const: 0 } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { properties: { response } },
    else: { properties: { message: { type: "string", minLength: 1 }, response: { type: "null" } } },
  };
}
