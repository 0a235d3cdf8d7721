import { sql } from "drizzle-orm";
import { bigint, numeric, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** What was ordered, what it costs, and what is known of its payment. */
export const orders = pgTable("orders", {
  merchantUid: text("merchant_uid").primaryKey(),
  amount: numeric("amount", { precision: 18, scale: 2 }).notNull(),
  currency: text("currency").notNull(),
  /** `new`, `waiting` (an account was issued), `paid`, `failed`, `cancelled`. */
  state: text("state").notNull().default("new"),
  /** A payment pays for one order. */
  impUid: text("imp_uid").unique(),
  payMethod: text("pay_method"),
  receiptUrl: text("receipt_url"),
  failReason: text("fail_reason"),
  vbankName: text("vbank_name"),
  vbankNum: text("vbank_num"),
  vbankHolder: text("vbank_holder"),
  /** Until when the account takes the deposit, Unix seconds. */
  vbankDate: bigint("vbank_date", { mode: "number" }),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  /** When the customer pressed Pay. */
  begunAt: timestamp("begun_at", { withTimezone: true }),
  paidAt: timestamp("paid_at", { withTimezone: true }),
});

/** What a paid order sets off, here a parcel: the thing that must not happen twice. */
export const parcels = pgTable("parcels", {
  merchantUid: text("merchant_uid")
    .primaryKey()
    .references(() => orders.merchantUid),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
});

/** Run at every start, by as many processes as there are. */
export const statements = [
  // Two processes that create the same table at once get in each other's way.
  sql`select pg_advisory_xact_lock(7264910)`,
  sql`create table if not exists orders (
    merchant_uid text primary key,
    amount numeric(18, 2) not null,
    currency text not null,
    state text not null default 'new' check (state in ('new', 'waiting', 'paid', 'failed', 'cancelled')),
    imp_uid text unique,
    pay_method text,
    receipt_url text,
    fail_reason text,
    vbank_name text,
    vbank_num text,
    vbank_holder text,
    vbank_date bigint,
    created_at timestamptz not null default now(),
    begun_at timestamptz,
    paid_at timestamptz
  )`,
  sql`create index if not exists orders_unsettled on orders (begun_at) where state in ('new', 'waiting')`,
  sql`create table if not exists parcels (
    merchant_uid text primary key references orders,
    created_at timestamptz not null default now()
  )`,
];
