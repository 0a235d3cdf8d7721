import { createFaults, type Faults } from "../faults.ts";
import type { Settings } from "../options.ts";
import type { Attempt } from "./attempt.ts";
import { createLog, type Log } from "./log.ts";
import { createPayments, type Payments } from "./payments.ts";
import type { PreparedOrders } from "./prepared.ts";
import { type Clock, createClock } from "./time.ts";
import { createTokens, type Tokens } from "./tokens.ts";
import { createWebhooks, type Webhooks } from "./webhooks.ts";

/** Everything that one sandbox knows, in memory. */
export interface State {
  settings: Settings;
  clock: Clock;
  log: Log;
  payments: Payments;
  /** How each payment was asked for, by `imp_uid`; identity verifications too. */
  attempts: Map<string, Attempt>;
  prepared: PreparedOrders;
  tokens: Tokens;
  faults: Faults;
  webhooks: Webhooks;
}

export function createState(settings: Settings): State {
  const clock = createClock();
  const log = createLog(clock);
  const payments = createPayments();
  const faults = createFaults();
  return {
    settings,
    clock,
    log,
    payments,
    attempts: new Map(),
    prepared: new Map(),
    tokens: createTokens(clock),
    faults,
    webhooks: createWebhooks({ settings, faults, payments, clock, log }),
  };
}
