import { createFaults, type Faults } from "../faults.ts";
import type { Settings } from "../options.ts";
import type { Attempt } from "./attempt.ts";
import { createPayments, type Payments } from "./payments.ts";
import type { PreparedOrders } from "./prepared.ts";
import { createTokens, type Tokens } from "./tokens.ts";
import { createWebhooks, type Webhooks } from "./webhooks.ts";

/** Everything that one sandbox knows, in memory. */
export interface State {
  settings: Settings;
  payments: Payments;
  /** How each payment was asked for, by `imp_uid`; identity verifications too. */
  attempts: Map<string, Attempt>;
  prepared: PreparedOrders;
  tokens: Tokens;
  faults: Faults;
  webhooks: Webhooks;
}

export function createState(settings: Settings): State {
  const faults = createFaults();
  return {
    settings,
    payments: createPayments(),
    attempts: new Map(),
    prepared: new Map(),
    tokens: createTokens(),
    faults,
    webhooks: createWebhooks(settings, faults),
  };
}
