import type { Call } from "../client/call.ts";
import { deleteOnce } from "../client/delete-once.ts";
import { isImpUid, malformed } from "../client/identifiers.ts";

/** Has PortOne forget one identity verification. `false`: it knows none of that ID. */
export async function deleteCertification(call: Call, imp_uid: string): Promise<boolean> {
  if (!isImpUid(imp_uid)) throw malformed("deleteCertification", "imp_uid", imp_uid);
  return deleteOnce(call, `/certifications/${imp_uid}`);
}
