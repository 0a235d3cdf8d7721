import type { ParamIssue } from "../../errors.ts";
import { saidOf } from "../../request/params/finding.ts";
import type { Finding } from "./finding.ts";
import type { Kind } from "./kinds.ts";

/**
 * The words for each finding. What differs stands in braces: `{came}`, `{wanted}`, `{by}`, `{value}`. The Korean is for
 * the page of errors, which is generated from this file too.
 */
const words = {
  // What stops a payment.
  /**
   * @code INVALID_PARAMS
   * @ko 결제창에 보낼 수 없는(JSON이 담지 못하는) 값이 왔습니다. 이대로는 결제창이 열리지 않습니다.
   */
  json: "{came}, which JSON can't carry, and the window wouldn't open",
  /**
   * @code INVALID_PARAMS
   * @ko 포트원은 쉼표 없는 숫자를 원하는데 다른 값이 왔습니다.
   */
  number: "PortOne wants a number without separators, and {came}",
  /**
   * @code INVALID_PARAMS
   * @ko 포트원은 0보다 큰 금액을 원합니다. 0은 `customer_uid`와 함께 빌링키를 등록할 때만 씁니다.
   */
  "above 0": "PortOne wants a number above 0, and {came}; 0 registers a billing key, with customer_uid",
  /**
   * @code INVALID_PARAMS
   * @ko 이 통화에 없는 소수 자리가 왔습니다. 반올림하세요.
   */
  fraction: "{wanted} has {digits}, and {value} came; round it",
  /**
   * @code INVALID_PARAMS
   * @ko `amount`의 일부인 0 이상의 숫자여야 합니다.
   */
  part: "PortOne wants a part of amount, a number of 0 or more, and {came}",
  /**
   * @code INVALID_PARAMS
   * @ko 주문번호는 문자열이어야 합니다.
   */
  id: "PortOne wants the ID of your order, a text, and {came}",
  /**
   * @code INVALID_PARAMS
   * @ko PG사 코드는 `"kcp"`나 `"kcp.T0000"` 같은 문자열이어야 합니다. 다른 값으로는 결제창을 열 수 없습니다.
   */
  gateway: 'PortOne wants a gateway\'s code, a text as in "kcp" or "kcp.T0000", and {came}',
  /**
   * @code INVALID_PARAMS
   * @ko `paypal_v2`는 `requestPay`에 답하지 않습니다. PayPal 버튼이 결제를 받습니다: `loadPaymentUI`를 부르세요.
   */
  paypal_v2: "paypal_v2 never answers requestPay; PayPal's own button takes the payment, by loadPaymentUI",
  /**
   * @code INVALID_PARAMS
   * @ko `naverco`는 `requestPay`에 답하지 않습니다. 네이버 버튼이 주문을 받습니다: `openNaverOrder`를 부르세요.
   */
  naverco: "naverco never answers requestPay; Naver's own button takes the order, by openNaverOrder",
  /**
   * @code INVALID_PARAMS
   * @ko 모바일에서는 돌아올 페이지나 앱의 주소가 있어야 합니다.
   */
  landing: "a phone wants a page's or an app's address to come back to, and {came}",
  /**
   * @code INVALID_PARAMS
   * @ko 포트원 서버가 부를 http(s) 주소여야 합니다.
   */
  "web address": "PortOne's server wants an http(s) address to call, and {came}",
  /**
   * @code INVALID_PARAMS
   * @ko 이 페이지의 SDK는 이 값을 모르고 기본 PG사로 결제합니다. `version: "v1"`을 쓰세요.
   */
  channels: "the page's SDK doesn't know it and would take the default gateway; load version \"v1\"",
  /**
   * @code INVALID_PARAMS
   * @ko 이 PG사나 결제수단에 꼭 필요한 값이 없습니다.
   */
  missing: "{by} wants it{kind}, and nothing came",

  // What looks wrong.
  /**
   * @warning
   * @ko 결제창에 보낼 수 없는(JSON이 담지 못하는) 값이라 도중에 사라집니다.
   */
  lost: "{came}, which JSON can't carry, and is lost on the way",
  /**
   * @warning
   * @ko 다른 형의 값이 와서 포트원이 원하는 형으로 바꾸어 보냅니다.
   */
  "sent as": "PortOne wants a {wanted}, and {came}; it is sent as a {wanted}",
  /**
   * @warning
   * @ko 주문번호를 새로 만들었는데 서버에는 그런 주문이 없습니다. 서버에서 주문을 먼저 만들고 그 번호를 넘기세요.
   */
  "no order": "your server knows no order by the ID that was made; make the order there, and pass its ID",
  /**
   * @warning
   * @ko 포트원은 40자까지 받습니다.
   */
  "too long": "PortOne takes 40 characters, and {length} came",
  /**
   * @warning
   * @ko 빈칸뿐인 주문번호로는 주문을 구별할 수 없습니다.
   */
  blank: "the text of blanks that came tells no order from another",
  /**
   * @warning
   * @ko 문자열을 이어 붙일 때 값이 빠졌습니다(`undefined`, `NaN` …).
   */
  leftover: "{came}: a value was missing where it was put together",
  /**
   * @warning
   * @ko 예제나 템플릿의 중괄호가 남아 있습니다.
   */
  braces: '{came}, with the braces of a sample or a template; "{wanted}" is meant',
  /**
   * @warning
   * @ko 이 PG사는 영문자와 숫자만 받습니다.
   */
  "letters and digits": "{by} takes letters and digits only, and {came}",
  /**
   * @warning
   * @ko 모든 PG사에 맞는 것은 영문자와 숫자입니다.
   */
  "not ASCII": "letters and digits suit every gateway, and {came}",
  /**
   * @warning
   * @ko 채널 키입니다. v1 SDK에서 `channelKey`에 넣으세요.
   */
  "channel key": "{came}, which belongs into channelKey, with the v1 SDK",
  /**
   * @warning
   * @ko 포트원이 더는 지원하지 않는 이름이라 기본 PG사로 결제합니다.
   */
  gone: "{came}, which PortOne has given up, and the default gateway is taken",
  /**
   * @warning
   * @ko 결제가 아니라 본인인증을 하는 PG사입니다. `requestCertification`을 부르세요.
   */
  certification: "{came}, which takes no payment, but identifies a customer, by requestCertification",
  /**
   * @warning
   * @ko 앞에 `https://`가 없어 다른 주소로 읽힙니다.
   */
  host: "{came}, which without https:// before it is {wanted}",
  /**
   * @warning
   * @ko 주소가 아닙니다. PC에서는 쓰이지 않지만 모바일에서는 결제가 막힙니다.
   */
  unused: "{came}, which is no address; a PC does without, a phone would be refused",
  /**
   * @warning
   * @ko 주소에 이미 있는 이름이 포트원의 답과 구별되지 않습니다.
   */
  "answer's name": "{came}, whose own \"{wanted}\" can't be told from PortOne's answer",
  /**
   * @warning
   * @ko `&` 자리에 두 번째 `?`가 있습니다.
   */
  "two queries": '{came}, with a second "?" in place of "&"',
  /**
   * @warning
   * @ko 원하는 형이 아닌 값이 왔습니다. 그대로 넘깁니다.
   */
  shape: "{by} wants {wanted}, and {came}; it is passed on as it is",
  /**
   * @warning
   * @ko 함께 넘긴 값에 딸린 값이 빠졌습니다.
   */
  "part missing": "it belongs to what is there, and nothing came",
  /**
   * @warning
   * @ko 한국 시각으로 이미 지난 때입니다.
   */
  past: "{came}, which is past, in Korea",
  /**
   * @warning
   * @ko 시작보다 끝이 먼저입니다.
   */
  backwards: "it ends on {wanted}, before it begins on {value}",
  /**
   * @warning
   * @ko 포트원 안내에 없는 이름입니다. 비슷한 이름을 알려 줍니다.
   */
  "did you mean": "PortOne's guide has no {value}; did you mean {wanted}?",
} as const;

/** What can be found. */
export type Words = keyof typeof words;

const ofKind: Readonly<Record<Kind, string>> = {
  "one-off": " without customer_uid",
  "billing key": " with customer_uid",
  "virtual account": ' with pay_method "vbank"',
  "phone bill": ' with pay_method "phone"',
};

/** The finding as a developer reads it: what came, what is wanted, who wants it. */
export function inWords({ path, severity, code, value, wanted, by = "PortOne" }: Finding): ParamIssue {
  const inBraces: Readonly<Partial<Record<string, unknown>>> = {
    by,
    wanted,
    value,
    came: came(value),
    kind: ofKind[wanted as Kind] ?? "",
    digits: wanted === "KRW" || wanted === "JPY" ? "no fraction" : "two digits behind the point",
    length: [...textOf(value)].length,
  };
  const sentence = words[code].replace(/{(\w+)}/g, (_, name) => inText(inBraces[name]));
  return { path, severity, message: saidOf(path, `${sentence}${sentence.endsWith("?") ? "" : "."}`) };
}

function came(value: unknown): string {
  if (value === undefined) return "nothing came";
  if (value instanceof Error) return `a getter or a proxy came that throws "${inText(value.message)}"`;
  if (Array.isArray(value)) return "a list came";
  if (Object(value) === value) return `${typeof value === "function" ? "a function" : "an object"} came`;
  if (typeof value === "boolean") return `${value} came`;
  return `${typeof value === "string" ? `the text "${value}"` : `the ${typeof value} ${inText(value)}`} came`;
}

/** Short enough for a console. */
function inText(value: unknown): string {
  return textOf(value).slice(0, 200);
}

function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}
