import { describe, expect, it } from "vitest";
import { observe } from "./observe.ts";
import { openShopToKill } from "./shop-to-kill.ts";

const count = 10;

/** The shop is killed at this moment, with ten webhooks under way. */
async function killed({ lock, unheard }: { lock: string; unheard?: boolean }) {
  const shop = await openShopToKill();
  // Stops each transaction at its end, where it has been told to commit.
  await shop.beside.query(`
    create function stop_at_the_end() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock_shared(1); return null; end $$;
    create constraint trigger stop_at_the_end after insert on parcels deferrable initially deferred
      for each row execute function stop_at_the_end()`);
  const [process] = shop.shops;
  // A look at the orders would write one of them down too, with one of the ten connections that the webhooks need: the
  // first has to be over, and there is no other.
  const isListRead = "select from payment_list where read_until is not null and claimed_until is null";
  await expect.poll(async () => (await shop.beside.query(isListRead)).rowCount).toBe(1);
  await shop.beside.query("update payment_list set claimed_until = now() + interval '1 hour'");
  const uids = await shop.order(count);
  await shop.beside.query("update orders set look_at = null");
  const reports = await Promise.all(uids.map((merchant_uid) => shop.pay(merchant_uid)));
  const release = await shop.lock(lock);
  const answers = Promise.all(reports.map((report) => shop.report("webhook", report)));
  await expect.poll(shop.waiting).toBe(count);
  if (unheard) {
    // What the database says of it from here on reaches nobody.
    shop.way.silence();
    await release();
    await expect.poll(shop.paid).toBe(count);
  }
  await process?.kill();
  expect(await answers).toEqual(Array(count).fill("no answer"));
  if (!unheard) await release();
  await shop.way.restore();
  // The database carries out what it has been told, even for one who is no more: any part of them may be settled.
  const before = await shop.paid();

  await shop.beside.query("update orders set look_at = null");
  // Here it has to be the one repeated webhook that settles them.
  await process?.start();
  expect(await Promise.all(reports.map((report) => shop.report("webhook", report)))).toEqual(
    Array(count).fill(200),
  );
  expect([await shop.paid(), await shop.parcels()]).toEqual([count, count]);
  const page = await (await fetch(`${process?.url}/orders/${uids[0]}?lang=en`)).text();
  expect(page).toContain("<h1>Paid</h1>");
  return {
    happens: `no answer, ${before} settled; after the restart one repeated webhook, 200: ${count} of ${count} orders settled, none twice`,
    sees: 'no answer; then "Paid"',
    orders: count,
  };
}

describe("Server", () => {
  it("process killed (SIGKILL): the payment is verified, the order not yet written to", async (context) => {
    observe(context, await killed({ lock: "select 1 from orders for update" }));
  });

  it("process killed (SIGKILL): the payment is written down, and its parcel is not there yet", async (context) => {
    observe(context, await killed({ lock: "lock table parcels in exclusive mode" }));
  });

  it("process killed (SIGKILL): the order is settled, and the shop has not heard of it", async (context) => {
    observe(context, await killed({ lock: "select pg_advisory_xact_lock(1)", unheard: true }));
  });
});
