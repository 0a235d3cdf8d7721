/**
 * What the age check's page says.
 *
 * @type {Record<"ko" | "en", { said: Record<string, string> } & Record<string, any>>}
 */
export const words = {
  ko: {
    title: "와인 선물 세트 (19세 이상)",
    note: "주류는 19세 이상만 살 수 있습니다. 휴대폰 본인인증으로 나이를 확인해 주세요.",
    product: "원목 와인 상자 · 레드 와인 2병 · 잔 4개",
    adult: "성인 인증 완료",
    verify: "휴대폰으로 본인인증하기",
    kept: "상점은 19세 이상인지만 저장합니다. 이름과 생년월일은 저장하지 않습니다.",
    back: "상점으로 돌아가기",
    said: {
      minor: "19세 이상만 이용할 수 있습니다.",
      expired: "인증한 지 시간이 지났습니다. 다시 인증해 주세요.",
      failed: "본인인증을 확인하지 못했습니다. 다시 인증해 주세요.",
    },
  },
  en: {
    title: "A gift of wine (19 and over)",
    note: "Wine is sold to those who are 19 or turn 19 this year. Please prove your age with your phone.",
    product: "A wooden wine box · two bottles of red · four glasses",
    adult: "Your age is confirmed",
    verify: "Verify with your phone",
    kept: "The shop keeps whether you are old enough, and neither your name nor your date of birth.",
    back: "Back to the shop",
    said: {
      minor: "This is for those who are 19 or turn 19 this year.",
      expired: "That was too long ago. Please verify once more.",
      failed: "We couldn't confirm this. Please verify once more.",
    },
  },
};
