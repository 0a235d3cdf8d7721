/** @typedef {{ kind: "done" | "failed" | "unknown", text: string }} Notice */

/**
 * What the subscription's page says.
 *
 * @type {Record<"ko" | "en", { said: Record<string, Notice>, states: Record<string, string> } & Record<string, any>>}
 */
export const words = {
  ko: {
    title: "온기 상자 정기 구독",
    note: "원목 가구를 오래 쓰도록 돌보는 오일과 천을 달마다 보내 드립니다.",
    price: "한 달",
    register: "카드 등록하고 첫 달 결제하기",
    registerAgain: "다시 구독하기",
    registerNote: "카드 번호는 결제창에만 입력합니다. 상점은 카드를 가리키는 이름만 보관합니다.",
    pay: "한 달 더 결제하기",
    schedule: "다음 석 달 자동 결제",
    stop: "구독 중지",
    back: "상점으로 돌아가기",
    months: "결제 내역",
    said: {
      paid: { kind: "done", text: "결제되었습니다." },
      declined: { kind: "failed", text: "결제하지 못했습니다. 청구되지 않았습니다." },
      unknown: {
        kind: "unknown",
        text: "결제 여부를 확인하고 있습니다. 다시 눌러도 두 번 청구되지 않습니다.",
      },
      refused: { kind: "failed", text: "처리하지 못했습니다. 아래 결제 내역을 확인해 주세요." },
      scheduled: { kind: "done", text: "다음 석 달의 결제를 예약했습니다." },
      stopped: { kind: "done", text: "구독을 중지하고 카드를 지웠습니다." },
    },
    states: {
      new: "결제 전",
      coming: "예약됨",
      checking: "확인 중",
      waiting: "확인 중",
      expired: "결제 전",
      paid: "결제 완료",
      failed: "거절됨",
      cancelled: "환불됨",
    },
  },
  en: {
    title: "The Ongi box, every month",
    note: "Oil and cloths that keep wooden furniture well, sent to you each month.",
    price: "A month",
    register: "Register a card and pay the first month",
    registerAgain: "Subscribe again",
    registerNote:
      "Your card's number goes into the payment window alone. The shop keeps a name for the card.",
    pay: "Pay another month",
    schedule: "Charge the next three months",
    stop: "Stop the subscription",
    back: "Back to the shop",
    months: "Months",
    said: {
      paid: { kind: "done", text: "Paid." },
      declined: { kind: "failed", text: "The payment didn't go through. Nothing was charged." },
      unknown: { kind: "unknown", text: "We are checking this charge. Pressing again doesn't charge twice." },
      refused: { kind: "failed", text: "This didn't work. What was paid is listed below." },
      scheduled: { kind: "done", text: "The next three months are scheduled." },
      stopped: { kind: "done", text: "The subscription is stopped, and your card removed." },
    },
    states: {
      new: "not paid",
      coming: "scheduled",
      checking: "being checked",
      waiting: "being checked",
      expired: "not paid",
      paid: "paid",
      failed: "declined",
      cancelled: "given back",
    },
  },
};
