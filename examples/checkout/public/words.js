// What the shop says, in two languages. The page's elements name their words: `data-word="total"`.

const words = {
  ko: {
    shop: "온기가구",
    title: "주문/결제 · 온기가구",
    orderTitle: "주문 내역",
    product: "노르웨이 회전의자",
    productNote: "오크 그린 · 1개",
    price: "상품 금액",
    amount: "64,900원",
    shipping: "배송비",
    free: "무료",
    total: "결제 금액",
    buyerTitle: "주문자",
    buyerName: "이름",
    buyerTel: "휴대폰 번호",
    buyerEmail: "이메일",
    paymentTitle: "결제 수단",
    gateway: "결제사",
    method: "방법",
    pay: "64,900원 결제하기",
    paying: "결제창에서 진행 중…",
    opening: "불러오는 중…",
    loading: "안전한 결제 모듈을 불러오는 중입니다.",
    testNote: "테스트 결제입니다. 실제로 결제되지 않습니다.",
    done: "결제 완료",
    doneNote: "주문해 주셔서 감사합니다. 곧 배송을 준비하겠습니다.",
    issued: "입금할 계좌가 발급되었습니다",
    issuedNote: "아래 계좌로 입금하시면 주문이 확정됩니다.",
    issuedInWindow: "결제창에서 안내받은 계좌로 입금하시면 주문이 확정됩니다.",
    failed: "결제하지 못했습니다",
    failedNote: "결제 금액은 청구되지 않았습니다. 다시 시도하거나 다른 수단을 골라 주세요.",
    unknown: "결제 여부를 확인하고 있습니다",
    unknownNote:
      "이미 결제되었을 수 있습니다. 새로 주문하지 말고, 주문 번호로 결제 내역을 먼저 확인해 주세요.",
    unmatched: "이 브라우저에서 시작한 결제가 아닙니다",
    unmatchedNote:
      "결제했다면 주문 번호로 주문 내역을 확인해 주세요. 이 주소만으로는 결제 여부를 알 수 없습니다.",
    nothing: "표시할 결제 결과가 없습니다",
    verifyNote: "실제 상점은 서버에서 포트원에 결제 내역을 조회한 뒤에 주문을 확정합니다.",
    popup: "브라우저가 결제 팝업을 막았습니다. 이 사이트의 팝업을 허용한 뒤 다시 눌러 주세요.",
    wrong: "결제창을 열지 못했습니다. 잠시 뒤 다시 시도해 주세요.",
    reason: "사유",
    order: "주문 번호",
    payment: "결제 번호",
    bank: "은행",
    account: "계좌 번호",
    holder: "예금주",
    due: "입금 기한",
    back: "상점으로 돌아가기",
    card: "신용카드",
    trans: "계좌이체",
    vbank: "가상계좌",
    phone: "휴대폰",
    html5_inicis: "KG이니시스",
    kcp: "NHN KCP",
    tosspayments: "토스페이먼츠",
    nice: "나이스페이먼츠",
    kakaopay: "카카오페이",
    payco: "페이코",
    danal: "다날",
  },
  en: {
    shop: "Ongi Furniture",
    title: "Checkout · Ongi Furniture",
    orderTitle: "Your order",
    product: "Norway swivel chair",
    productNote: "Oak green · 1 piece",
    price: "Price",
    amount: "₩64,900",
    shipping: "Shipping",
    free: "Free",
    total: "Total",
    buyerTitle: "Contact",
    buyerName: "Name",
    buyerTel: "Mobile number",
    buyerEmail: "E-mail",
    paymentTitle: "Payment",
    gateway: "Gateway",
    method: "Method",
    pay: "Pay ₩64,900",
    paying: "Continue in the payment window …",
    opening: "Loading …",
    loading: "Getting the secure payment module ready.",
    testNote: "This is a test. No money is taken.",
    done: "Paid",
    doneNote: "Thank you for your order. We are getting it ready to ship.",
    issued: "Your virtual account is ready",
    issuedNote: "Your order is confirmed once you have transferred the amount to this account.",
    issuedInWindow:
      "Your order is confirmed once you have transferred the amount to the account the payment window showed.",
    failed: "The payment didn't go through",
    failedNote: "Nothing was charged. Try again, or choose another way.",
    unknown: "We are checking this payment",
    unknownNote: "It may have gone through. Don't order again before you have looked this order up.",
    unmatched: "This payment wasn't started in this browser",
    unmatchedNote: "If you did order, look your order up. This address alone says nothing about it.",
    nothing: "There is no result to show",
    verifyNote: "A real shop's server asks PortOne about the payment before it confirms an order.",
    popup: "Your browser blocked the payment popup. Allow popups for this site, and press again.",
    wrong: "The payment window could not be opened. Please try again in a moment.",
    reason: "Reason",
    order: "Order",
    payment: "Reference",
    bank: "Bank",
    account: "Account",
    holder: "Holder",
    due: "Transfer by",
    back: "Back to the shop",
    card: "Credit card",
    trans: "Bank transfer",
    vbank: "Virtual account",
    phone: "Mobile phone",
    html5_inicis: "KG Inicis",
    kcp: "NHN KCP",
    tosspayments: "Toss Payments",
    nice: "NICE Payments",
    kakaopay: "KakaoPay",
    payco: "PAYCO",
    danal: "Danal",
  },
};

const asked = new URLSearchParams(location.search).get("lang");

/** Korean, unless the customer's browser or the address says English. */
export const language = (asked ?? navigator.language).startsWith("en") ? "en" : "ko";

export const say = (key) => words[language][key];

export function won(amount) {
  const digits = amount.toLocaleString("en");
  return language === "ko" ? `${digits}원` : `₩${digits}`;
}

/** Fills the page's elements with their words. */
export function fillWords() {
  document.documentElement.lang = language;
  document.title = say("title");
  for (const element of document.querySelectorAll("[data-word]"))
    element.textContent = say(element.dataset.word);
  for (const link of document.querySelectorAll("nav a")) {
    if (link.lang === language) link.setAttribute("aria-current", "true");
  }
}
