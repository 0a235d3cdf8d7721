import { createHash } from "node:crypto";

/** An identity verification, as PortOne answers it. */
export interface Certification {
  imp_uid: string;
  merchant_uid: string;
  pg_tid: string | null;
  pg_provider: string;
  name: string | null;
  gender: string | null;
  /** `YYYY-MM-DD` */
  birthday: string | null;
  foreigner: boolean;
  phone: string | null;
  carrier: string | null;
  certified: boolean;
  /** Unix seconds, 0 = not (yet). */
  certified_at: number;
  unique_key: string | null;
  unique_in_site: string | null;
  origin: string;
  foreigner_v2: boolean;
}

/** The identity verifications of one sandbox, by `imp_uid`. */
export type Certifications = Map<string, Certification>;

interface Given {
  imp_uid: string;
  merchant_uid: string;
  pg_provider: string;
  pg_tid: string | null;
  name: string | null;
  phone: string | null;
  carrier: string | null;
  gender?: string;
  birthday?: string;
  foreigner?: boolean;
  origin: string;
  /** `null`: not yet. */
  certifiedAt: number | null;
}

/** An identity verification of the person whom the shop has named; what it hasn't said is that of 홍길동. */
export function newCertification({ certifiedAt, foreigner = false, ...given }: Given): Certification {
  const known: Certification = {
    ...given,
    name: given.name ?? "홍길동",
    phone: given.phone ?? "01012341234",
    carrier: given.carrier ?? "SKT",
    gender: given.gender ?? "male",
    birthday: given.birthday ?? "1990-01-01",
    foreigner,
    foreigner_v2: foreigner,
    certified: false,
    certified_at: 0,
    unique_key: null,
    unique_in_site: null,
  };
  return certifiedAt === null ? known : certify(known, certifiedAt);
}

/** The person has proved who they are: the same person has the same keys. */
export function certify(certification: Certification, now: number): Certification {
  const { name, phone, birthday } = certification;
  const key = (salt: string) =>
    createHash("sha512").update(`${salt}${name}${phone}${birthday}`).digest("base64");
  return {
    ...certification,
    certified: true,
    certified_at: now,
    unique_key: key("CI"),
    unique_in_site: key("DI").slice(0, 64),
  };
}

/** Full years, in Korea. */
export function ageOf(birthday: string | null, now: number): number {
  const today = new Date((now + 9 * 60 * 60) * 1000);
  const [year = 0, month = 0, day = 0] = (birthday ?? "").split("-").map(Number);
  const hadBirthday =
    today.getUTCMonth() + 1 > month || (today.getUTCMonth() + 1 === month && today.getUTCDate() >= day);
  return today.getUTCFullYear() - year - (hadBirthday ? 0 : 1);
}
