import type { Faults } from "../faults.ts";
import { isWebAddress, type Settings } from "../options.ts";
import type { Attempt } from "./attempt.ts";

/** What a webhook says. It is not signed, and proves nothing. */
export interface WebhookBody {
  imp_uid: string;
  merchant_uid: string;
  status: string;
  cancellation_id?: string;
}

/** One webhook to one address, and how it went. */
export interface Delivery {
  url: string;
  body: WebhookBody;
  /** `at`: ISO 8601. An attempt that got no answer has an `error` in the place of a `status`. */
  attempts: { at: string; status?: number; error?: string }[];
}

export interface Webhooks {
  /**
   * Tells the merchant's server of a payment as it is now. Resolves when the browser may have its answer:
   * at once, unless a fault wants the webhook first.
   */
  send(attempt: Attempt, cancellationId?: string): Promise<void>;
  /** Every delivery, the oldest first. */
  readonly log: readonly Delivery[];
  /** Breaks off what is under way, and sends nothing again. */
  stop(): void;
}

// PortOne waits 10 s for the connection and 30 s for the answer; fetch knows one limit for both.
const timeout = 30_000;

export function createWebhooks(settings: Settings, faults: Faults): Webhooks {
  const log: Delivery[] = [];
  const retries = new Set<NodeJS.Timeout>();
  let stopping = new AbortController();

  async function attemptDelivery(delivery: Delivery, left: number): Promise<void> {
    const { signal } = stopping;
    const outcome: Delivery["attempts"][number] = { at: new Date().toISOString() };
    try {
      const response = await fetch(delivery.url, {
        method: "POST",
        ...written(delivery.body, settings.webhookFormat),
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
      });
      outcome.status = response.status;
      // Nobody reads it; an unread body would keep the connection.
      await response.body?.cancel().catch(() => undefined);
    } catch (error) {
      outcome.error = reasonOf(error);
    }
    delivery.attempts.push(outcome);
    const answered = outcome.status !== undefined && outcome.status < 500;
    if (answered || left === 0 || signal.aborted) return;
    const timer = setTimeout(() => {
      retries.delete(timer);
      void attemptDelivery(delivery, left - 1);
    }, settings.webhookRetryInterval);
    // A sandbox that is done must not keep its process.
    retries.add(timer.unref());
  }

  function deliver(url: string, body: WebhookBody): Promise<void> {
    const delivery: Delivery = { url, body, attempts: [] };
    log.push(delivery);
    if (isWebAddress(url)) return attemptDelivery(delivery, settings.webhookRetries);
    delivery.attempts.push({ at: new Date().toISOString(), error: "not an http or https address" });
    return Promise.resolve();
  }

  return {
    log,
    send: async (attempt, cancellationId) => {
      const urls = addressesOf(attempt, settings);
      const { imp_uid, merchant_uid, status } = attempt.payment;
      // PortOne says nothing of a payment that failed, and an identity verification is no payment.
      if (status === "failed" || attempt.request.action !== "payment" || urls.length === 0) return;
      const body = {
        imp_uid,
        merchant_uid,
        status,
        ...(cancellationId && { cancellation_id: cancellationId }),
      };
      const times = faults.take("webhookTwice") ? 2 : 1;
      const first = faults.take("webhookFirst");
      const answered = Promise.all(
        Array.from({ length: times }, () => urls.map((url) => deliver(url, body))).flat(),
      );
      if (first) await answered;
    },
    stop: () => {
      stopping.abort();
      for (const timer of retries) clearTimeout(timer);
      retries.clear();
      stopping = new AbortController();
    },
  };
}

/** The payment's own addresses, else the one of the console. */
function addressesOf({ request }: Attempt, { webhookUrl }: Settings): string[] {
  const given = [request.data.notice_url].flat().filter((url) => typeof url === "string" && url !== "");
  return given.length > 0 ? given.map(String) : webhookUrl === null ? [] : [webhookUrl];
}

function written(body: WebhookBody, format: Settings["webhookFormat"]) {
  return format === "form"
    ? { body: new URLSearchParams({ ...body }) }
    : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
}

/** fetch says only that it failed; its cause says why. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause: unknown = Reflect.get(error, "cause");
  // Where several addresses were tried, the message is empty, and only the code tells.
  return cause instanceof Error ? cause.message || String(Reflect.get(cause, "code")) : error.message;
}
