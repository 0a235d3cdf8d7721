import type { Faults } from "../faults.ts";
import { isWebAddress, type Settings } from "../options.ts";
import type { Log } from "./log.ts";
import type { Payment, Payments } from "./payments.ts";
import type { Clock } from "./time.ts";

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
  send(payment: Payment, cancellationId?: string): Promise<void>;
  /** Every delivery, the oldest first. */
  readonly log: readonly Delivery[];
  /** Breaks off what is under way, and sends nothing again. */
  stop(): void;
}

// PortOne waits 10 s for the connection and 30 s for the answer; fetch knows one limit for both. A repeated
// webhook has 15 s in all.
const timeout = 30_000;
const timeoutOfRepeated = 15_000;

interface Surroundings {
  settings: Settings;
  faults: Faults;
  payments: Payments;
  clock: Clock;
  log: Log;
}

export function createWebhooks({ settings, faults, payments, clock, log: events }: Surroundings): Webhooks {
  const log: Delivery[] = [];
  const repeats = new Set<() => void>();
  let stopping = new AbortController();

  async function attemptDelivery(delivery: Delivery, left: number): Promise<void> {
    const { signal } = stopping;
    const outcome: Delivery["attempts"][number] = { at: new Date(clock.now()).toISOString() };
    const limit = delivery.attempts.length === 0 ? timeout : timeoutOfRepeated;
    try {
      const response = await fetch(delivery.url, {
        method: "POST",
        ...written(delivery.body, settings.webhookFormat),
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(limit)]),
      });
      outcome.status = response.status;
      // Nobody reads it; an unread body would keep the connection.
      await response.body?.cancel().catch(() => undefined);
    } catch (error) {
      outcome.error = reasonOf(error);
    }
    delivery.attempts.push(outcome);
    const { at: _, ...result } = outcome;
    events.add({ event: "webhook", url: delivery.url, imp_uid: delivery.body.imp_uid, ...result });
    const refusal = refusalOf(delivery, outcome);
    if (refusal && !signal.aborted) settings.warn(refusal);
    const answered = outcome.status !== undefined && outcome.status < 500;
    if (answered || left === 0 || signal.aborted) return;
    const callOff = clock.at(clock.now() + settings.webhookRetryInterval, () => {
      repeats.delete(callOff);
      return attemptDelivery(delivery, left - 1);
    });
    repeats.add(callOff);
  }

  function deliver(url: string, body: WebhookBody): Promise<void> {
    const delivery: Delivery = { url, body, attempts: [] };
    log.push(delivery);
    if (isWebAddress(url)) return attemptDelivery(delivery, settings.webhookRetries);
    delivery.attempts.push({
      at: new Date(clock.now()).toISOString(),
      error: "not an http or https address",
    });
    return Promise.resolve();
  }

  return {
    log,
    send: async ({ imp_uid, merchant_uid, status }, cancellationId) => {
      const own = payments.noticeUrlsOf(imp_uid);
      const urls = own.length > 0 ? own : settings.webhookUrl === null ? [] : [settings.webhookUrl];
      if (urls.length === 0) return;
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
      for (const callOff of repeats) callOff();
      repeats.clear();
      stopping = new AbortController();
    },
  };
}

/** What a person has to know of a webhook that didn't get through. */
function refusalOf(
  { url, body }: Delivery,
  { status, error }: Delivery["attempts"][number],
): string | undefined {
  const taken = status !== undefined && status >= 200 && status < 300;
  return taken ? undefined : `Webhook ${body.imp_uid} (${body.status}) → ${url}: ${status ?? error}`;
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
