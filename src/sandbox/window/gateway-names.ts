import type { Language } from "../service/errors.ts";

type Names = ReadonlyMap<string, readonly [ko: string, en: string]>;

const gateways: Names = new Map([
  ["alipay", ["알리페이", "Alipay"]],
  ["bluewalnut", ["블루월넛", "Bluewalnut"]],
  ["chai", ["차이페이", "CHAI"]],
  ["danal", ["다날", "Danal"]],
  ["danal_tpay", ["다날", "Danal"]],
  ["daou", ["키움페이", "Kiwoom Pay"]],
  ["eximbay", ["엑심베이", "Eximbay"]],
  ["galaxia", ["갤럭시아머니트리", "Galaxia Moneytree"]],
  ["html5_inicis", ["KG이니시스", "KG Inicis"]],
  ["hyphen", ["하이픈", "Hyphen"]],
  ["inicis", ["KG이니시스", "KG Inicis"]],
  ["inicis_jp", ["이니시스 일본", "Inicis Japan"]],
  ["inicis_unified", ["KG이니시스 통합인증", "KG Inicis Verification"]],
  ["jtnet", ["JTNet", "JTNet"]],
  ["kakaopay", ["카카오페이", "Kakao Pay"]],
  ["kcp", ["NHN KCP", "NHN KCP"]],
  ["kcp_billing", ["NHN KCP 정기결제", "NHN KCP Billing"]],
  ["kcp_quick", ["NHN KCP 퀵페이", "NHN KCP Quick Pay"]],
  ["kcp_v2", ["NHN KCP 본인인증", "NHN KCP Verification"]],
  ["kicc", ["이지페이 (KICC)", "EasyPay (KICC)"]],
  ["kicc_v2", ["이지페이 (KICC)", "EasyPay (KICC)"]],
  ["kpn", ["한국결제네트웍스", "Korea Payment Networks"]],
  ["ksnet", ["KSNET", "KSNET"]],
  ["mobilians", ["KG파이낸셜", "KG Financial"]],
  ["mobilians_v2", ["KG파이낸셜", "KG Financial"]],
  ["naverco", ["네이버페이 주문형", "Naver Pay Order"]],
  ["naverpay", ["네이버페이", "Naver Pay"]],
  ["nice", ["나이스정보통신", "NICE"]],
  ["nice_v2", ["나이스정보통신", "NICE"]],
  ["payco", ["페이코", "PAYCO"]],
  ["payletter_global", ["페이레터 글로벌", "Payletter Global"]],
  ["paymentwall", ["페이먼트월", "Paymentwall"]],
  ["paypal", ["페이팔", "PayPal"]],
  ["paypal_v2", ["페이팔", "PayPal"]],
  ["settle", ["헥토파이낸셜", "Hecto Financial"]],
  ["settle_acc", ["헥토파이낸셜 내통장결제", "Hecto Account Pay"]],
  ["settle_firm", ["헥토파이낸셜", "Hecto Financial"]],
  ["shinhan", ["신한카드", "Shinhan Card"]],
  ["smartro", ["스마트로", "Smartro"]],
  ["smartro_v2", ["스마트로", "Smartro"]],
  ["smilepay", ["스마일페이", "SmilePay"]],
  ["syrup", ["시럽페이", "Syrup Pay"]],
  ["toss_brandpay", ["토스 브랜드페이", "Toss Brandpay"]],
  ["tosspay", ["토스페이", "Toss Pay"]],
  ["tosspay_v2", ["토스페이", "Toss Pay"]],
  ["tosspayments", ["토스페이먼츠", "Toss Payments"]],
  ["uplus", ["LG유플러스", "LG U+"]],
  ["welcome", ["웰컴페이먼츠", "Welcome Payments"]],
]);

const methods: Names = new Map([
  ["card", ["신용카드", "Card"]],
  ["trans", ["실시간 계좌이체", "Bank transfer"]],
  ["vbank", ["가상계좌 (무통장입금)", "Virtual account"]],
  ["phone", ["휴대폰 소액결제", "Mobile phone bill"]],
  ["applepay", ["애플페이", "Apple Pay"]],
  ["samsung", ["삼성페이", "Samsung Pay"]],
  ["samsungpay", ["삼성페이", "Samsung Pay"]],
  ["kakaopay", ["카카오페이", "Kakao Pay"]],
  ["naverpay", ["네이버페이", "Naver Pay"]],
  ["naverpay_card", ["네이버페이 카드", "Naver Pay card"]],
  ["naverpay_point", ["네이버페이 포인트", "Naver Pay points"]],
  ["payco", ["페이코", "PAYCO"]],
  ["lpay", ["L.pay", "L.pay"]],
  ["ssgpay", ["SSG페이", "SSG Pay"]],
  ["tosspay", ["토스페이", "Toss Pay"]],
  ["tosspay_card", ["토스페이 카드", "Toss Pay card"]],
  ["tosspay_money", ["토스페이 머니", "Toss Pay money"]],
  ["paypal", ["페이팔", "PayPal"]],
  ["cultureland", ["컬쳐랜드", "Cultureland"]],
  ["happymoney", ["해피머니", "Happy Money"]],
  ["point", ["포인트", "Points"]],
  ["wechat", ["위챗페이", "WeChat Pay"]],
  ["alipay", ["알리페이", "Alipay"]],
  ["alipay_plus", ["알리페이 플러스", "Alipay+"]],
  ["unionpay", ["유니온페이", "UnionPay"]],
]);

/** A gateway's name as its customers know it; a code that is new here stands for itself. */
export function gatewayName(provider: string, language: Language): string {
  return nameIn(gateways, provider, language);
}

export function methodName(payMethod: string, language: Language): string {
  return nameIn(methods, payMethod, language);
}

function nameIn(names: Names, code: string, language: Language): string {
  return names.get(code)?.[language === "ko" ? 0 : 1] ?? code;
}
