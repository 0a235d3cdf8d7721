import { benepia } from "./benepia.ts";
import type { Operations } from "./call.ts";
import { certifications } from "./certifications.ts";
import { codes } from "./codes.ts";
import { customers } from "./customers.ts";
import { cvs } from "./cvs.ts";
import { escrowLogis } from "./escrow-logis.ts";
import { kcpquick } from "./kcpquick.ts";
import { naver } from "./naver.ts";
import { partners } from "./partners.ts";
import { payco } from "./payco.ts";
import { payments } from "./payments.ts";
import { paymentwall } from "./paymentwall.ts";
import { prepare } from "./prepare.ts";
import { receipts } from "./receipts.ts";
import { schedules } from "./schedules.ts";
import { subscribe } from "./subscribe.ts";
import { tiers } from "./tiers.ts";
import { users } from "./users.ts";
import { vbanks } from "./vbanks.ts";

/**
 * Every operation that needs a token, tag by tag. A path of fixed words stands before one with a name in its place:
 * the first that fits is taken.
 */
export const operations: Operations = {
  ...prepare,
  ...payments,
  ...subscribe,
  ...schedules,
  ...customers,
  ...vbanks,
  ...certifications,
  ...receipts,
  ...escrowLogis,
  ...codes,
  ...users,
  ...benepia,
  ...cvs,
  ...payco,
  ...paymentwall,
  ...partners,
  ...tiers,
  ...kcpquick,
  ...naver,
};
