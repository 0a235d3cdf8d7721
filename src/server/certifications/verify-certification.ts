import { isImpUid, isMerchantUid } from "../client/identifiers.ts";
import { whenUnknown } from "../client/when-unknown.ts";
import { shown } from "../escape-text.ts";
import type { Certification } from "./certification.ts";
import type { CertificationCalls } from "./certification-calls.ts";

/** Which identity verification is to be verified, for which request. */
export interface VerifyCertificationRequest {
  /** PortOne's ID of it, as the browser said. */
  imp_uid: string;
  /**
   * The request that it has to answer: the `merchant_uid` that your server made for this customer. Take it from their
   * session and not from the browser's report, or a customer reports somebody else's verification together with its
   * `merchant_uid`.
   */
  merchant_uid: string;
}

/** What has to hold of an identity verification. */
export interface ExpectedCertification {
  /**
   * Claims a verification in the shop's own database, so that none is used twice. Asked last, when all else holds.
   * `true`, and nothing else: it was free, and is this request's from now on. Do it in one statement, such as an
   * `insert … on conflict do nothing` into a table whose key is `imp_uid`. The same request may have `true` again, so
   * that a customer whose answer was lost needs no second verification.
   */
  claim: (imp_uid: string, merchant_uid: string) => boolean | Promise<boolean>;
  /**
   * How long ago it may have been made, in milliseconds.
   * @default 600000 (ten minutes)
   */
  maxAge?: number | undefined;
  /**
   * Who it has to be, where that is known: the `unique_key` of the account that wants to be recovered.
   * @default anybody
   */
  unique_key?: string | undefined;
}

/**
 * Why an identity verification is not this request's:
 *
 * - `"unknown_certification"`: PortOne knows none of that ID;
 * - `"merchant_uid"`: it answers another request;
 * - `"unique_key"`: it is another person's.
 */
export type ForgedCertificationReason = "unknown_certification" | "merchant_uid" | "unique_key";

/** An identity verification that is this request's, with what it has come to. */
export interface VerifiedCertification {
  /**
   * - `"certified"`: the person has proved who they are, just now, and nobody has used it before.
   * - `"failed"`: they haven't.
   * - `"expired"`: they have, and too long ago: let them do it again.
   * - `"used"`: they have, and it has been used already.
   */
  status: "certified" | "failed" | "expired" | "used";
  /** Who it is. Personal data is read by its name, and isn't shown by anything that prints the whole. */
  certification: Certification;
}

/** An identity verification that proves nothing: it isn't this request's. */
export interface ForgedCertification {
  /** It isn't this request's. */
  status: "forged";
  /** Why. */
  reason: ForgedCertificationReason;
  /** The verification, where there is one. */
  certification?: Certification;
}

/** What came of {@link verifyCertification}. */
export type CertificationVerification = VerifiedCertification | ForgedCertification;

const tenMinutes = 10 * 60_000;

/** By how many milliseconds PortOne's clock may be ahead of this machine's. */
const clockDifference = 10 * 60_000;

/**
 * Finds out whether a customer has proved who they are: asks PortOne for the identity verification that the browser
 * reported, and looks whether it answers this request, is recent, is who it has to be, and was not used before. The
 * browser half is `requestCertification`.
 *
 * The browser's own answer proves nothing: whoever has an `imp_uid` of somebody else's can report it.
 *
 * @param client - of {@link createIamportClient}
 * @param request - which verification, for which request of yours
 * @param expected - what has to hold of it
 * @throws {@link IamportApiError} when PortOne can't be reached or refuses the call; `TypeError` when `claim`,
 *   `maxAge` or `unique_key` is none; and whatever `claim` throws. Nothing is known then
 * @example
 * ```ts
 * const verification = await verifyCertification(
 *   client,
 *   { imp_uid, merchant_uid: session.certificationRequest },
 *   { claim: (uid, request) => db.certifications.claim(uid, request) },
 * );
 * if (verification.status !== "certified") return refuse(verification.status);
 * const age = readAge(verification.certification);
 * if (!age || age.byYear < 19) return refuse("too young"); // the rule of Korea's Youth Protection Act
 * ```
 * @see https://api.iamport.kr (`GET /certifications/{imp_uid}`)
 */
export async function verifyCertification(
  client: Pick<CertificationCalls, "getCertification">,
  { imp_uid, merchant_uid }: VerifyCertificationRequest,
  expected: ExpectedCertification,
): Promise<CertificationVerification> {
  const { claim, maxAge, unique_key } = readExpected(expected);
  const certification = isImpUid(imp_uid)
    ? await client.getCertification(imp_uid).catch(whenUnknown(null))
    : null;
  if (!certification) return { status: "forged", reason: "unknown_certification" };
  const forged = (reason: ForgedCertificationReason) =>
    ({ status: "forged", reason, certification }) satisfies CertificationVerification;
  // A request that has no ID is answered by nothing: two that are missing are not the same.
  if (!isMerchantUid(merchant_uid) || certification.merchant_uid !== merchant_uid) {
    return forged("merchant_uid");
  }
  if (certification.certified !== true) return { status: "failed", certification };
  if (unique_key !== undefined && certification.unique_key !== unique_key) return forged("unique_key");
  if (!isRecent(certification, maxAge)) return { status: "expired", certification };
  const isOurs = (await claim(imp_uid, merchant_uid)) === true;
  return { status: isOurs ? "certified" : "used", certification };
}

function isRecent({ certified_at }: Certification, maxAge: number): boolean {
  const age = Date.now() - Number(certified_at) * 1000;
  return certified_at > 0 && age <= maxAge && age >= -clockDifference;
}

function readExpected({ claim, maxAge = tenMinutes, unique_key }: ExpectedCertification) {
  if (typeof claim !== "function") {
    throw new TypeError("verifyCertification needs a claim: without one, a verification can be used twice.");
  }
  if (!(Number.isFinite(maxAge) && maxAge > 0)) {
    throw new TypeError(
      `verifyCertification: maxAge is ${shown(maxAge)}; it has to be milliseconds, more than 0.`,
    );
  }
  // An account without a key is nobody's in particular: it must not let everybody through.
  if (unique_key !== undefined && (typeof unique_key !== "string" || unique_key === "")) {
    throw new TypeError(
      "verifyCertification: unique_key is there and holds no key; to take anybody, leave it out.",
    );
  }
  return { claim, maxAge, unique_key };
}
