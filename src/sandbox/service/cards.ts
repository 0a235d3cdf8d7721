import { shinhanCard } from "./settle.ts";

/** What a merchant's server sends of a card, as texts. */
interface CardInput {
  number: string;
  /** `YYYY-MM` */
  expiry: string;
}

/** What is kept of a card. */
export interface Card {
  card_code: string;
  card_name: string;
  card_issuer_code: string;
  card_issuer_name: string;
  card_publisher_code: string;
  card_publisher_name: string;
  card_type: number;
  card_number: string;
}

/**
 * A card that can be charged; `null` when its number has another length than cards have, or it has expired. Numbers
 * that no issuer would give out are taken, since that is what test suites send.
 */
export function readCard({ number, expiry }: CardInput, now: number): Card | null {
  const digits = number.replace(/[\s-]/g, "");
  const parts = /^(\d{4})-?(0[1-9]|1[0-2])$/.exec(expiry);
  if (!/^\d{14,16}$/.test(digits) || !parts) return null;
  const [, year = "", month = ""] = parts;
  // A card is good until its month is over, in Korea.
  const over = Date.UTC(Number(year), Number(month), 1) / 1000 - 9 * 60 * 60;
  if (now >= over) return null;
  return { ...shinhanCard, card_number: `${digits.slice(0, 8)}****${digits.slice(12, 15)}*` };
}

/** The card among what is kept of a customer. */
export function cardOf(kept: Card): Card {
  return {
    card_code: kept.card_code,
    card_name: kept.card_name,
    card_issuer_code: kept.card_issuer_code,
    card_issuer_name: kept.card_issuer_name,
    card_publisher_code: kept.card_publisher_code,
    card_publisher_name: kept.card_publisher_name,
    card_type: kept.card_type,
    card_number: kept.card_number,
  };
}

/** What PortOne says of a card that is refused, followed by the words of a gateway. Clients compare both. */
export const cardRefused = "카드정보 인증에 실패하였습니다. 유효하지않은 카드번호를 입력하셨습니다.";
