/**
 * An identity verification as PortOne's REST API gives it. Names are PortOne's.
 *
 * Whatever says who the person is can be read by its name and by nothing else: `console.log`, `JSON.stringify`,
 * `{ ...certification }` and a logger show the first six fields alone. Write down what you need of it, one by one:
 * `certification.unique_key`.
 *
 * @see https://api.iamport.kr (`CertificationAnnotation`)
 */
export interface Certification {
  /** PortOne's ID of the verification, as in `"imp_448280090638"`. */
  readonly imp_uid: string;
  /** Your ID of the request; `null` where the page gave none. */
  readonly merchant_uid: string | null;
  /** The gateway: `"danal"`, `"kcp_v2"`, `"inicis_unified"`, … */
  readonly pg_provider: string;
  /** The gateway's ID of the verification. */
  readonly pg_tid: string | null;
  /** Whether the person has proved who they are. */
  readonly certified: boolean;
  /** When, in Unix seconds; 0: not. */
  readonly certified_at: number;
  /** The person's name. Not shown. */
  readonly name: string | null;
  /** `"male"`, `"female"`, or `null` where the gateway doesn't tell. Not shown. */
  readonly gender: string | null;
  /** The date of birth, `YYYY-MM-DD`. Not shown. {@link readAge} says how old that is. */
  readonly birthday: string | null;
  /** The phone's number, digits alone, where the carrier has agreed to tell. Not shown. */
  readonly phone: string | null;
  /** The phone's carrier, likewise: `"SKT"`, `"KT"`, `"LGT"`, with `_MVNO` for those of a reseller. Not shown. */
  readonly carrier: string | null;
  /** The person, the same at every shop (CI, up to 88 characters). Not shown. */
  readonly unique_key: string | null;
  /** The person, at your shop alone (DI, up to 64 characters). Not shown. */
  readonly unique_in_site: string | null;
  /** Whether it is a foreigner; `null` where your contract with the gateway doesn't cover it. Not shown. */
  readonly foreigner_v2: boolean | null;
  /** The address of the page where it was done. Not shown. */
  readonly origin: string | null;
}

/** What may stand in a log. Everything else that PortOne says, now or one day, is the person's. */
const shown = ["imp_uid", "merchant_uid", "pg_provider", "pg_tid", "certified", "certified_at"] as const;

/** What PortOne leaves out where it doesn't know. */
const personal = [
  "name",
  "gender",
  "birthday",
  "phone",
  "carrier",
  "unique_key",
  "unique_in_site",
  "foreigner_v2",
  "origin",
] as const;

/** PortOne's answer, with what is the person's kept out of whatever lists its fields. */
export function hidePerson(response: Readonly<Record<string, unknown>>): Certification {
  const nothing = Object.fromEntries([...shown, ...personal].map((name) => [name, null]));
  const fields: Record<string, unknown> = { ...nothing, ...response };
  const certification = {};
  for (const [name, value] of Object.entries(fields)) {
    const enumerable = shown.some((known) => known === name);
    // A function that gives the value: not even `inspect` with `showHidden` prints what it would give.
    Object.defineProperty(certification, name, { get: () => value, enumerable });
  }
  // PortOne's own shape: what is relied on is looked at by whoever relies on it.
  return certification as Certification;
}
