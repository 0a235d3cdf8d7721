import { banks, cards, type StandardCode } from "../service/codes.ts";
import type { Operations } from "./call.ts";
import { type Answer, refuse, succeed } from "./envelope.ts";

/** The codes of card companies and banks. */
export const codes: Operations = {
  "GET /cards": () => succeed(cards),
  "GET /cards/{card_standard_code}": ({ path }) =>
    oneOf(cards, path("card_standard_code"), "카드사정보를 찾을 수 없습니다."),
  "GET /banks": () => succeed(banks),
  "GET /banks/{bank_standard_code}": ({ path }) =>
    oneOf(banks, path("bank_standard_code"), "은행정보를 찾을 수 없습니다."),
};

function oneOf(list: readonly StandardCode[], code: string, unknown: string): Answer {
  const found = list.find((entry) => entry.code === code);
  return found ? succeed(found) : refuse(404, unknown);
}
