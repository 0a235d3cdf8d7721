import type { Call } from "../client/call.ts";
import type { Certification } from "./certification.ts";
import { deleteCertification } from "./delete-certification.ts";
import { getCertification } from "./get-certification.ts";

/** What a client asks PortOne of identity verifications. */
export interface CertificationCalls {
  /**
   * The identity verification of that ID. One that is not known rejects with `status` 404. It proves nothing by itself:
   * whose it is, how old, and whether it was used before is what {@link verifyCertification} looks at.
   */
  getCertification(imp_uid: string): Promise<Certification>;
  /**
   * Has PortOne forget an identity verification for good, once you have written down what you need of it.
   *
   * @returns whether there was one
   */
  deleteCertification(imp_uid: string): Promise<boolean>;
}

/** The calls on identity verifications. */
export function createCertificationCalls(call: Call): CertificationCalls {
  return {
    getCertification: (imp_uid) => getCertification(call, imp_uid),
    deleteCertification: (imp_uid) => deleteCertification(call, imp_uid),
  };
}
