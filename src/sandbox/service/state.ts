import { createFaults, type Faults } from "../faults.ts";
import type { Settings } from "../options.ts";
import type { Attempt } from "./attempt.ts";
import type { CashReceipts } from "./cash-receipts.ts";
import type { Certifications } from "./certifications.ts";
import type { Customers } from "./customers.ts";
import { createLog, type Log } from "./log.ts";
import type { NaverOrder } from "./naver-orders.ts";
import type { Parcel } from "./parcels.ts";
import { createPayments, type Payments } from "./payments.ts";
import type { PreparedOrders } from "./prepared.ts";
import type { Schedules } from "./schedules.ts";
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
  customers: Customers;
  schedules: Schedules;
  certifications: Certifications;
  cashReceipts: CashReceipts;
  /** Parcels of escrow payments, by `imp_uid`. */
  parcels: Map<string, Parcel>;
  /** Orders at Naver Pay, by `imp_uid`. */
  naverOrders: Map<string, NaverOrder>;
  /** What KCP quick pay was told of orders beforehand, by `merchant_uid`. */
  quickPayOrders: Set<string>;
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
    customers: new Map(),
    schedules: new Map(),
    certifications: new Map(),
    cashReceipts: new Map(),
    parcels: new Map(),
    naverOrders: new Map(),
    quickPayOrders: new Set(),
    tokens: createTokens(clock),
    faults,
    webhooks: createWebhooks({ settings, faults, payments, clock, log }),
  };
}
