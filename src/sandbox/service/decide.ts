import { announce, logAttempt, logChange } from "./announce.ts";
import { approveLater, isApprovedLater, usualDelay } from "./approve-later.ts";
import type { Attempt } from "./attempt.ts";
import { ageOf, type Certification, newCertification } from "./certifications.ts";
import { confirmationProblem } from "./confirm.ts";
import { failures } from "./errors.ts";
import { keepBillingKey } from "./keep-billing-key.ts";
import { isFinished } from "./payments.ts";
import { type Decision, fail, type Moment, pay, settle } from "./settle.ts";
import type { State } from "./state.ts";

/**
 * Carries out what was decided in a payment window. A decision counts once: one that comes while another is being
 * carried out waits for it, and finds the payment finished.
 */
export async function decide(
  state: State,
  attempt: Attempt,
  decision: Decision,
  origin: string,
): Promise<void> {
  attempt.deciding ??= carryOut(state, attempt, decision, origin).finally(() => delete attempt.deciding);
  await attempt.deciding;
}

async function carryOut(state: State, attempt: Attempt, decision: Decision, origin: string): Promise<void> {
  const { payment, language, dueAt, request } = attempt;
  if (isFinished(payment) || attempt.approvesLater) return;
  const approving = decision === "approve" || decision === "vbank";
  const problem = approving
    ? (ageProblem(attempt, state.clock.seconds()) ?? (await confirmationProblem(state, attempt)))
    : null;
  const moment: Moment = { now: state.clock.seconds(), origin };
  if (problem === null && decision === "approve" && request.action === "payment") {
    const ms = startsToApproveLater(attempt, moment);
    if (ms !== undefined) {
      approveLater(state, attempt, ms, origin);
      logChange(state.log, payment);
      // PortOne sends a webhook of this failure, and of no other one in a window.
      if (payment.status === "failed") await state.webhooks.send(payment);
      return;
    }
  }
  if (problem !== null) fail(payment, problem, moment);
  // With the outcome "vbank", too: there is no account to issue.
  else if (approving && request.action === "certification") pay(payment, moment);
  else settle(payment, decision, language, moment, dueAt);

  if (request.action === "certification") {
    // An identity verification is no payment: no webhook tells of it.
    if (payment.status === "paid") state.certifications.set(payment.imp_uid, certified(attempt, moment.now));
    logAttempt(state.log, attempt);
    return;
  }
  keepBillingKey(state, payment);
  await announce(state, payment);
}

/** In how many milliseconds this payment is approved, if it isn't at once; until then it looks open, or failed. */
function startsToApproveLater(attempt: Attempt, moment: Moment): number | undefined {
  const { payment, language, fault } = attempt;
  if (fault?.kind === "failedFirst") {
    fail(payment, failures.declined[language], moment);
    return fault.ms ?? 1_000;
  }
  if (!isApprovedLater(payment)) return undefined;
  attempt.approvesLater = true;
  return usualDelay;
}

/** Why this person may not be verified: too young for the shop. */
function ageProblem(attempt: Attempt, now: number): string | null {
  const { request, language } = attempt;
  const least = Number(request.data.min_age ?? 0);
  if (request.action !== "certification" || !(least > 0)) return null;
  const { birthday } = certified(attempt, now);
  return ageOf(birthday, now) < least ? failures.tooYoung[language] : null;
}

function certified({ payment, request, birthday }: Attempt, now: number): Certification {
  const { imp_uid, merchant_uid, pg_provider, pg_tid } = payment;
  const { data, shopOrigin } = request;
  return newCertification({
    imp_uid,
    merchant_uid,
    pg_provider,
    pg_tid,
    name: typeof data.name === "string" ? data.name : null,
    phone: typeof data.phone === "string" ? data.phone : null,
    carrier: typeof data.carrier === "string" ? data.carrier : null,
    ...(birthday !== undefined && { birthday }),
    origin: shopOrigin,
    certifiedAt: now,
  });
}
