import { recordPayment } from "./record-payment.mjs";

/** Run in one transaction at every start, by as many processes as there are. */
export const schema = [
  // Two processes that create the same table at once get in each other's way.
  "select pg_advisory_xact_lock(7264910)",

  // What was ordered, and what it costs. Whether it is paid isn't written here: that follows from its payments.
  `create table if not exists orders (
    merchant_uid text primary key,
    amount numeric(18, 2) not null,
    currency text not null,
    created_at timestamptz not null default now()
  )`,
  `alter table orders
    add column if not exists customer text,                -- the hash of the cookie of whoever made it
    add column if not exists begun_at timestamptz,         -- when the customer pressed Pay
    add column if not exists doubtful_since timestamptz,   -- since when there may be news that nobody told
    add column if not exists look_at timestamptz,          -- when to ask PortOne next; null: not by itself
    add column if not exists looked_at timestamptz,        -- when PortOne was last asked, and answered
    add column if not exists settled boolean not null default false  -- paid: only a refund can be news`,
  `create index if not exists orders_doubtful on orders (settled, doubtful_since desc) where look_at is not null`,
  `create index if not exists orders_newest on orders (created_at desc)`,

  // Every payment that PortOne was heard to have, of an order or of none. A payment's amount is never written again,
  // its status only goes forward, and what was given back never grows smaller.
  `create table if not exists payments (
    imp_uid text primary key,
    merchant_uid text not null,
    amount numeric not null,
    cancelled numeric not null default 0,
    currency text not null,
    status text not null check (status in ('ready', 'failed', 'paid', 'cancelled')),
    forged text,                         -- why it isn't the order's: unknown_order, amount, currency
    pay_method text,
    receipt_url text,
    fail_reason text,
    cancel_reason text,
    vbank_name text,
    vbank_num text,
    vbank_holder text,
    vbank_due timestamptz,
    started_at timestamptz,
    paid_at timestamptz,
    heard_at timestamptz not null default now()
  )`,
  `create index if not exists payments_of_order on payments (merchant_uid)`,
  `create index if not exists payments_to_see_to on payments (status, forged)`,

  // What a paid order sets off, here a parcel: the thing that must not happen twice.
  `create table if not exists parcels (
    merchant_uid text primary key references orders,
    created_at timestamptz not null default now()
  )`,

  // A box each month, paid with the card that the customer has registered: the ID is the billing key's name at PortOne.
  `create table if not exists subscriptions (
    id text primary key,
    customer text not null,               -- the hash of the cookie of whoever made it
    created_at timestamptz not null default now(),
    stopped_at timestamptz
  )`,
  `create index if not exists subscriptions_of_customer on subscriptions (customer, created_at desc)`,
  // Each of its months is an order, and is paid like one; month 0 is the one that registers the card.
  `create table if not exists subscription_months (
    subscription text not null references subscriptions,
    month integer not null,
    merchant_uid text not null unique references orders,
    due_at timestamptz not null default now(),
    primary key (subscription, month)
  )`,
  `alter table subscription_months
    add column if not exists scheduled boolean not null default false, -- PortOne is known to charge it by itself
    add column if not exists charging_until timestamptz                -- until when nobody else may charge it`,

  // Whether a customer is old enough, and nothing else of who they are. An identity verification serves one of them.
  `create table if not exists age_checks (
    merchant_uid text primary key,
    customer text not null,
    imp_uid text unique,
    is_adult boolean,                     -- null: not known
    created_at timestamptz not null default now()
  )`,

  // Reports that were not believed. Anybody can send them, so that each is kept once only.
  `create table if not exists forged_reports (
    merchant_uid text not null,
    imp_uid text not null,
    reason text not null,
    times bigint not null default 1,
    last_at timestamptz not null default now(),
    primary key (merchant_uid, imp_uid, reason)
  )`,
  `create index if not exists forged_reports_last on forged_reports (last_at)`,

  // How far PortOne's own list has been read, and who reads it now. One row.
  `create table if not exists payment_list (
    one boolean primary key default true check (one),
    read_until timestamptz,
    claimed_until timestamptz,
    claimed_by text
  )`,
  `insert into payment_list (one) values (true) on conflict do nothing`,

  // Brings along a database of an earlier version, where an order had one payment, in the order's own row.
  `do $$
  begin
    if exists (select from information_schema.columns
        where table_schema = current_schema() and table_name = 'orders' and column_name = 'state') then
      insert into payments (imp_uid, merchant_uid, amount, cancelled, currency, status, pay_method, receipt_url,
          vbank_name, vbank_num, vbank_holder, vbank_due, started_at, paid_at)
        select imp_uid, merchant_uid, amount, case when state = 'cancelled' then amount else 0 end, currency,
          case state when 'waiting' then 'ready' else state end, pay_method, receipt_url,
          vbank_name, vbank_num, vbank_holder, to_timestamp(vbank_date), begun_at, paid_at
        from orders where imp_uid is not null and state in ('waiting', 'paid', 'cancelled')
        on conflict do nothing;
      -- PortOne knows of the other payments and of refunds: it is asked again about every order that was begun.
      update orders set settled = (state = 'paid'), look_at = now(), doubtful_since = coalesce(begun_at, created_at)
        where begun_at is not null;
      alter table orders drop column state, drop column imp_uid, drop column pay_method, drop column receipt_url,
        drop column fail_reason, drop column vbank_name, drop column vbank_num, drop column vbank_holder,
        drop column vbank_date, drop column paid_at;
    end if;
  end $$`,

  // An order's state, from all of its payments, whatever the order in which they were heard of: paid, if one of them
  // has paid it; else waiting, if one of them is an account that still takes the deposit; else what the newest came to.
  // The one it goes by is first here; every other that is paid is a duplicate.
  `create or replace view order_states as
    select orders.merchant_uid,
      case
        when telling.imp_uid is null then 'new'
        when telling.status = 'ready' and telling.vbank_due <= now() then 'expired'
        when telling.status = 'ready' then 'waiting'
        -- An account that was closed before anybody paid into it.
        when telling.status = 'cancelled' and telling.paid_at is null then 'failed'
        else telling.status
      end as state,
      telling.imp_uid,
      telling.cancelled
    from orders left join lateral (
      select * from payments
        where payments.merchant_uid = orders.merchant_uid and forged is null
        order by
          (status = 'paid') desc,
          case when status = 'paid' then paid_at end,
          case when status = 'paid' then imp_uid end collate "C",
          (status = 'ready' and coalesce(vbank_due > now(), true)) desc,
          started_at desc nulls last, status, imp_uid collate "C"
        limit 1
    ) telling on true`,

  // When all that was paid for a parcel had been given back. Of those of before, it is so now.
  `do $$
  begin
    if not exists (select from information_schema.columns
        where table_schema = current_schema() and table_name = 'parcels' and column_name = 'refunded_at') then
      alter table parcels add column refunded_at timestamptz;
      update parcels set refunded_at = now() from order_states
        where order_states.merchant_uid = parcels.merchant_uid and state <> 'paid';
    end if;
  end $$`,

  // What every report of a payment asks for. A function's plan is made once for each connection.
  `create or replace function price_of(uid text)
    returns table (amount numeric, currency text, paid_by text) language plpgsql stable as $$
  begin
    return query select orders.amount, orders.currency, case when order_states.state = 'paid' then order_states.imp_uid end
      from orders join order_states using (merchant_uid) where orders.merchant_uid = uid;
  end $$`,

  ...recordPayment,
];
