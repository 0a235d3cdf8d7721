import type { Call } from "../client/call.ts";
import { isImpUid, malformed } from "../client/identifiers.ts";
import { unexpectedAnswer } from "../client/unexpected-answer.ts";
import { isRecord } from "../is-record.ts";
import { type Certification, hidePerson } from "./certification.ts";

/** Asks PortOne for one identity verification. */
export async function getCertification(call: Call, imp_uid: string): Promise<Certification> {
  if (!isImpUid(imp_uid)) throw malformed("getCertification", "imp_uid", imp_uid);
  const path = `/certifications/${imp_uid}`;
  const answer = await call({ method: "GET", path });
  if ("refusal" in answer) throw answer.refusal;
  const { response } = answer;
  if (!isRecord(response) || response.imp_uid !== imp_uid) {
    throw unexpectedAnswer({ path }, "is not the certification that was asked for");
  }
  return hidePerson(response);
}
