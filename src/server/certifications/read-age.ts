import { shown } from "../escape-text.ts";
import type { Certification } from "./certification.ts";

/** How old a person is. */
export interface Age {
  /** In full years: one more from the birthday on. 19 is of age by Korea's Civil Act. */
  fullYears: number;
  /**
   * The year of the day less the year of birth: one more from 1 January on. Korea's Youth Protection Act, and with it
   * alcohol, tobacco and what is marked 19, goes by this: whoever is or becomes 19 in the year is no youth.
   */
  byYear: number;
  /** The year of birth. */
  birthYear: number;
}

/** Korea's clock is nine hours ahead of UTC all year round. */
const koreaIsAhead = 9 * 60 * 60_000;

/**
 * How old the person of an identity verification is on a day in Korea. Which age the law asks for is the shop's to
 * know; both ways of counting are there. It is personal data: keep whether somebody was old enough, and not the age.
 *
 * @param certification - of {@link verifyCertification}, `certified`
 * @param on - the moment whose day in Korea counts
 * @returns `null` when PortOne has told no date of birth that is one: then nothing is known of the age
 * @throws TypeError when `on` is no moment, such as `new Date("")`
 * @example
 * ```ts
 * const age = readAge(verification.certification);
 * const mayBuyAlcohol = age !== null && age.byYear >= 19;
 * ```
 * @see https://api.iamport.kr (`CertificationAnnotation`)
 */
export function readAge({ birthday }: Pick<Certification, "birthday">, on: Date = new Date()): Age | null {
  if (Number.isNaN(on.getTime())) {
    throw new TypeError(`readAge: on is ${shown(String(on))}; it has to be a Date that is one.`);
  }
  const born = partsOf(birthday);
  if (!born) return null;
  const today = new Date(on.getTime() + koreaIsAhead);
  const year = today.getUTCFullYear();
  const byYear = year - born.year;
  const hadBirthday = (today.getUTCMonth() + 1) * 100 + today.getUTCDate() >= born.month * 100 + born.day;
  const fullYears = hadBirthday ? byYear : byYear - 1;
  // A birth that is still to come is a mistake of whoever wrote it down.
  return fullYears < 0 ? null : { fullYears, byYear, birthYear: born.year };
}

/** The date's parts; `null` when it is none that the calendar has. */
function partsOf(birthday: unknown): { year: number; month: number; day: number } | null {
  const digits = typeof birthday === "string" && /^(\d{4})-(\d\d)-(\d\d)$/.exec(birthday);
  if (!digits) return null;
  const [year = 0, month = 0, day = 0] = digits.slice(1).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  const isOne =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isOne && year >= 1850 ? { year, month, day } : null;
}
