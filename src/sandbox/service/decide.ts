import { announce } from "./announce.ts";
import type { Attempt } from "./attempt.ts";
import { confirmationProblem } from "./confirm.ts";
import { isFinished } from "./payments.ts";
import { type Decision, fail, type Moment, settle } from "./settle.ts";
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
  if (isFinished(payment)) return;
  const approving = decision === "approve" || decision === "vbank";
  const problem = approving ? await confirmationProblem(state, attempt) : null;
  const moment: Moment = { now: state.clock.seconds(), origin };
  if (problem !== null) fail(payment, problem, moment);
  else settle(payment, decision, language, moment, dueAt);

  // An identity verification is no payment: no webhook tells of it.
  if (request.action !== "payment") return;
  await announce(state, payment);
}
