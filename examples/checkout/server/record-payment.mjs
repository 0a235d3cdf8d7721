/**
 * The functions that write a payment into the books, within the database: what belongs together happens in one
 * statement, so that it takes one round trip and one transaction, and all of it or nothing is done.
 */
export const recordPayment = [
  // Does what follows from an order's payments: sends its parcel, once, and sets when to ask PortOne again. The caller
  // has locked the order's row.
  `create or replace function follow_up(uid text) returns void language plpgsql as $$
  declare
    order_is record;
  begin
    select state, cancelled into order_is from order_states where merchant_uid = uid;
    -- If something was given back before the parcel went, a person decides whether it still goes.
    if order_is.state = 'paid' and order_is.cancelled = 0 then
      insert into parcels (merchant_uid)
        select uid where not exists (select from parcels where merchant_uid = uid)
        on conflict do nothing;
    end if;
    -- What is paid after that, a deposit into an account that was still open, is for another parcel.
    if order_is.state <> 'paid' then
      update parcels set refunded_at = now() where merchant_uid = uid and refunded_at is null;
    end if;
    -- A finished order is looked at again too: there can be a deposit, a second attempt, a refund. Paid orders have
    -- their turn after all others.
    update orders set settled = (order_is.state = 'paid'), doubtful_since = now(), look_at = now() + interval '1 minute'
      where merchant_uid = uid and (doubtful_since is null or settled <> (order_is.state = 'paid'));
  end $$`,

  // Writes one payment over what was known of it. Reports can come late, twice and at the same time, and be older than
  // what is there: a status only goes forward, and money that was given back stays given back.
  `create or replace function record_payment(news payments) returns void language plpgsql as $$
  begin
    -- Decided by the amounts: PortOne may call a payment cancelled though only a part was given back.
    if news.status in ('paid', 'cancelled') and news.cancelled > 0 then
      news.status := case when news.cancelled < news.amount then 'paid' else 'cancelled' end;
    end if;
    -- An account that was closed before anybody paid into it: no money was given back.
    if news.status = 'cancelled' and news.paid_at is null then news.cancelled := 0; end if;
    -- Reports of one order are written one after the other, so that each sees what the others have written.
    perform from orders where merchant_uid = news.merchant_uid for update;
    news.heard_at := now();
    insert into payments as known values (news.*)
      on conflict (imp_uid) do update set
        status = case when ${rank("excluded")} > ${rank("known")} then excluded.status else known.status end,
        cancelled = greatest(known.cancelled, excluded.cancelled),
        -- A payment that didn't match its order may match now: the order is there by now, or its amount was put right.
        -- One that has matched once stays the order's, whatever the order costs afterwards.
        forged = case when known.forged is null then null else excluded.forged end,
        pay_method = coalesce(excluded.pay_method, known.pay_method),
        receipt_url = coalesce(excluded.receipt_url, known.receipt_url),
        fail_reason = coalesce(excluded.fail_reason, known.fail_reason),
        cancel_reason = coalesce(excluded.cancel_reason, known.cancel_reason),
        vbank_name = coalesce(excluded.vbank_name, known.vbank_name),
        vbank_num = coalesce(excluded.vbank_num, known.vbank_num),
        vbank_holder = coalesce(excluded.vbank_holder, known.vbank_holder),
        vbank_due = coalesce(excluded.vbank_due, known.vbank_due),
        paid_at = coalesce(known.paid_at, excluded.paid_at),
        heard_at = now();
    if news.forged is null then perform follow_up(news.merchant_uid); end if;
  end $$`,

  // Writes how much of a payment was given back; nothing for a payment that isn't in the books.
  `create or replace function record_refund(news payments) returns void language plpgsql as $$
  begin
    select forged into news.forged from payments where imp_uid = news.imp_uid;
    if found and news.status in ('paid', 'cancelled') then perform record_payment(news); end if;
  end $$`,

  // Books of an earlier version: it wrote a payment that was given back in part as cancelled, and a closed account as given
  // back.
  `do $$
  declare
    uid text;
  begin
    update payments set cancelled = 0 where status = 'cancelled' and paid_at is null and cancelled >= amount;
    for uid in update payments set status = 'paid'
        where status = 'cancelled' and cancelled > 0 and cancelled < amount returning merchant_uid loop
      perform follow_up(uid);
    end loop;
  end $$`,
];

/**
 * For a payment that was paid, `cancelled` is final. PortOne says `cancelled` of an account that was closed before anybody
 * paid into it, too, and there the deposit may still come.
 *
 * @param {"known" | "excluded"} row
 * @returns {string} SQL for how far a payment has come
 */
function rank(row) {
  const isClosed = `${row}.status = 'cancelled' and ${row}.paid_at is null`;
  return `array_position(array['ready', 'failed', 'closed', 'paid', 'cancelled'],
    case when ${isClosed} then 'closed' else ${row}.status end)`;
}
