const names = {
  "002": "KDB산업은행",
  "003": "IBK기업은행",
  "004": "KB국민은행",
  "007": "수협은행",
  "011": "NH농협은행",
  "020": "우리은행",
  "023": "SC제일은행",
  "027": "씨티은행",
  "031": "대구은행",
  "032": "부산은행",
  "034": "광주은행",
  "035": "제주은행",
  "037": "전북은행",
  "039": "경남은행",
  "045": "새마을금고",
  "048": "신협",
  "071": "우체국",
  "081": "하나은행",
  "088": "신한은행",
  "089": "케이뱅크",
  "090": "카카오뱅크",
  "092": "토스뱅크",
} as const;

/**
 * The banks of Korea by the code that the KFTC (금융결제원) gave them: for `refund_bank`, and to let a customer choose
 * theirs. Banks merge and new ones open, and PortOne's own list is `GET /banks`: a code that isn't among these may be one.
 *
 * @example
 * ```ts
 * // <option value="004">KB국민은행</option> …
 * const options = Object.entries(bankCodes).map(([code, name]) => html`<option value="${code}">${name}</option>`);
 * ```
 * @see https://api.iamport.kr (`GET /banks`)
 */
export const bankCodes: Readonly<Record<keyof typeof names, string>> = names;

/** The code of a bank in {@link bankCodes}; others are taken, too. */
export type BankCode = keyof typeof bankCodes | (string & {});
