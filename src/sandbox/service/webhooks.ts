import type { Faults } from "../faults.ts";
import { isWebAddress, type Settings } from "../options.ts";
import { keep, type Log } from "./log.ts";
import type { Payment, Payments } from "./payments.ts";
import type { Clock } from "./time.ts";

/** What a webhook says. It is not signed, and proves nothing. */
interface WebhookBody {
  imp_uid: string;
  merchant_uid: string;
  /** What has happened, which isn't what the payment is where a part of it was given back. */
  status: string;
  cancellation_id?: string;
}

/** The status of an answer, or why there was none. */
interface Result {
  status?: number;
  error?: string;
}

/** One webhook to one address, and how it went. */
export interface Delivery {
  url: string;
  body: WebhookBody;
  /** `at`: ISO 8601, by the sandbox's clock. */
  attempts: (Result & { at: string })[];
}

/** The cancellation that a webhook tells of. */
export interface CancellationNotice {
  cancellation_id: string;
  /** One that the merchant's server has asked for is told at the console's address alone, as PortOne's description says. */
  askedBy: "console" | "server";
}

export interface Webhooks {
  /**
   * Tells the merchant's server of a payment as it is now. Resolves when the browser may have its answer:
   * at once, unless a fault wants the webhook first.
   */
  send(payment: Payment, cancellation?: CancellationNotice): Promise<void>;
  /** Resolves once each that is under way was answered, or wasn't in time. */
  answered(): Promise<void>;
  /** The last ones, the oldest first. */
  readonly deliveries: readonly Delivery[];
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

export function createWebhooks({ settings, faults, payments, clock, log }: Surroundings): Webhooks {
  const deliveries: Delivery[] = [];
  const underWay = new Set<Promise<unknown>>();
  const repeats = new Set<() => void>();
  let stopping = new AbortController();

  /** Sends it, and once more after a pause as long as there is no answer, `repeatsLeft` times at most. */
  async function attempt(delivery: Delivery, repeatsLeft: number): Promise<void> {
    const { signal } = stopping;
    const at = new Date(clock.now()).toISOString();
    const result = await post(delivery, settings.webhookFormat, signal);
    delivery.attempts.push({ at, ...result });
    log.add({ event: "webhook", url: delivery.url, imp_uid: delivery.body.imp_uid, ...result });
    if (signal.aborted) return;
    if (!isTaken(result)) settings.warn(warningOf(delivery, result));
    const isAnswered = result.status !== undefined && result.status < 500;
    if (!isAnswered && repeatsLeft > 0) planRepeat(delivery, repeatsLeft - 1);
  }

  function planRepeat(delivery: Delivery, repeatsLeft: number): void {
    const callOff = clock.at(clock.now() + settings.webhookRetryInterval, () => {
      repeats.delete(callOff);
      return attempt(delivery, repeatsLeft);
    });
    repeats.add(callOff);
  }

  async function deliver(url: string, body: WebhookBody): Promise<void> {
    const delivery: Delivery = { url, body, attempts: [] };
    keep(deliveries, delivery);
    // An address that is invalid is so the next time too.
    return attempt(delivery, isWebAddress(url) ? settings.webhookRetries : 0);
  }

  function addressesFor(payment: Payment, cancellation?: CancellationNotice): readonly string[] {
    const own = cancellation?.askedBy === "server" ? [] : payments.noticeUrlsOf(payment.imp_uid);
    if (own.length > 0) return own;
    return settings.webhookUrl === null ? [] : [settings.webhookUrl];
  }

  return {
    deliveries,
    send: async (payment, cancellation) => {
      const urls = addressesFor(payment, cancellation);
      if (urls.length === 0) return;
      const { imp_uid, merchant_uid } = payment;
      // It names what has happened: a payment of which a part was given back stays paid, and the webhook says cancelled.
      const body = cancellation
        ? { imp_uid, merchant_uid, status: "cancelled", cancellation_id: cancellation.cancellation_id }
        : { imp_uid, merchant_uid, status: payment.status };
      const times = faults.take("webhookTwice") ? 2 : 1;
      const first = faults.take("webhookFirst");
      const answered = Promise.all(
        Array.from({ length: times }, () => urls.map((url) => deliver(url, body))).flat(),
      );
      underWay.add(answered);
      void answered.finally(() => underWay.delete(answered));
      if (first) await answered;
    },
    answered: async () => void (await Promise.all(underWay)),
    stop: () => {
      stopping.abort();
      for (const callOff of repeats) callOff();
      repeats.clear();
      stopping = new AbortController();
    },
  };
}

/** Whether the shop has taken the webhook. */
export function isTaken({ status }: Result): boolean {
  return status !== undefined && status >= 200 && status < 300;
}

/** What a person has to know of a webhook that didn't get through. */
function warningOf({ url, body }: Delivery, { status, error }: Result): string {
  return `Webhook ${body.imp_uid} (${body.status}) → ${url}: ${status ?? error}`;
}

async function post(
  { url, body, attempts }: Delivery,
  format: Settings["webhookFormat"],
  stopped: AbortSignal,
): Promise<Result> {
  if (!isWebAddress(url)) return { error: "not an http or https address" };
  const limit = AbortSignal.timeout(attempts.length === 0 ? timeout : timeoutOfRepeated);
  try {
    const response = await fetch(url, {
      method: "POST",
      ...written(body, format),
      redirect: "manual",
      signal: AbortSignal.any([stopped, limit]),
    });
    // Nobody reads it; an unread body would keep the connection.
    await response.body?.cancel().catch(() => undefined);
    return { status: response.status };
  } catch (error) {
    return { error: reasonOf(error) };
  }
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
