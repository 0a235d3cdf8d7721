import type { ParamIssue } from "../errors.ts";
import { type Finding, saidOf } from "../request/params/finding.ts";

/**
 * The words for each finding. None repeats the value that came, which may be a person's name or number. In braces: what
 * is wanted. The Korean is for the page of errors, which is generated from this file too.
 */
const words = {
  // What stops a verification.
  /**
   * @code INVALID_PARAMS
   * @ko 본인인증: JSON이 담지 못하는 값이 왔습니다. 이대로는 인증창이 열리지 않습니다.
   */
  json: "JSON can't carry it, and the identity verification wouldn't open",
  /**
   * @code INVALID_PARAMS
   * @ko 본인인증: 요청 번호는 비어 있지 않은 문자열이어야 합니다.
   */
  id: "PortOne wants your ID of this identity verification, a text that isn't empty",
  /**
   * @code INVALID_PARAMS
   * @ko 본인인증: `pg`는 `"danal"` 같은 문자열이어야 합니다. 다른 값으로는 인증창을 열 수 없습니다.
   */
  gateway: 'an identity verification\'s gateway is a text, as in "danal"',
  /**
   * @code INVALID_PARAMS
   * @ko 본인인증: 모바일에서는 돌아올 페이지나 앱의 주소가 있어야 합니다.
   */
  landing: "a phone wants a page's or an app's address to come back to after the identity verification",
  /**
   * @code INVALID_PARAMS
   * @ko 본인인증: 이 페이지의 SDK는 이 값을 모르고 기본 채널로 인증합니다. `version: "v1"`을 쓰세요.
   */
  channels: "the page's SDK doesn't know it and would verify by the default channel; load version \"v1\"",

  // What looks wrong.
  /**
   * @warning
   * @ko 본인인증: JSON이 담지 못하는 값이라 도중에 사라집니다.
   */
  lost: "JSON can't carry it, and the identity verification goes on without",
  /**
   * @warning
   * @ko 본인인증: 요청 번호를 여기서 만들면, 서버는 자기가 요청한 인증인지 알 수 없습니다. 서버에서 번호를 만들어 넘기세요.
   */
  "no request":
    "your server can't tell whether it asked for an identity verification whose ID was made here; make the ID there, and pass it",
  /**
   * @warning
   * @ko 본인인증: 포트원은 요청 번호를 40자까지 받습니다.
   */
  "too long": "PortOne takes 40 characters for an identity verification's ID",
  /**
   * @warning
   * @ko 본인인증: 포트원이 원하는 형이 아닙니다. 온 그대로 넘깁니다.
   */
  shape: "the identity verification wants {wanted}; it is passed on as it is",
  /**
   * @warning
   * @ko 본인인증: 포트원 가이드에 그런 파라미터는 없습니다. 메시지에 짐작되는 이름이 나옵니다.
   */
  "did you mean": "an identity verification has no such parameter; did you mean {wanted}?",
} as const;

/** What can be found. */
export type CertificationWords = keyof typeof words;

/** The finding as a developer reads it. */
export function inWords({ path, severity, code, wanted = "" }: Finding<CertificationWords>): ParamIssue {
  const sentence = words[code].replace("{wanted}", wanted);
  return { path, severity, message: saidOf(path, `${sentence}${sentence.endsWith("?") ? "" : "."}`) };
}
