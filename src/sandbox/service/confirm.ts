import { isWebAddress } from "../options.ts";
import type { Attempt } from "./attempt.ts";
import type { State } from "./state.ts";

const timeout = 10_000;
const longestReason = 500;

/**
 * Asks the merchant's `confirm_url`, if there is one, whether the payment may be approved: with `POST` and 10 s to
 * answer. `null`: it may. Anything but a 200 stops it; the text is then the reason, the merchant's own where it gives one.
 */
export async function confirmationProblem({ log }: State, attempt: Attempt): Promise<string | null> {
  for (const url of attempt.confirmUrls) {
    const problem = await ask(url, attempt, log);
    if (problem !== null) return problem;
  }
  return null;
}

async function ask(url: string, { payment }: Attempt, log: State["log"]): Promise<string | null> {
  const { imp_uid, merchant_uid, amount } = payment;
  if (!isWebAddress(url)) {
    log.add({ event: "confirm", url, imp_uid, error: "not an http or https address" });
    return `confirm_url이 올바르지 않습니다: ${url}`;
  }
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ imp_uid, merchant_uid, amount }),
      redirect: "manual",
      signal: AbortSignal.timeout(timeout),
    });
    log.add({ event: "confirm", url, imp_uid, status: response.status });
    const text = await response.text();
    return response.status === 200
      ? null
      : (reasonIn(text) ?? `confirm_url이 결제를 승인하지 않았습니다. (HTTP ${response.status})`);
  } catch (error) {
    log.add({ event: "confirm", url, imp_uid, error: String(error) });
    return "confirm_url이 10초 안에 응답하지 않았습니다.";
  }
}

function reasonIn(text: string): string | null {
  try {
    const answer: unknown = JSON.parse(text);
    const reason = typeof answer === "object" && answer !== null && "reason" in answer && answer.reason;
    return typeof reason === "string" && reason !== "" ? reason.slice(0, longestReason) : null;
  } catch {
    return null;
  }
}
