import { createSandbox, type Sandbox } from "../../dist/sandbox.js";
import {
  createIamportClient,
  createPaymentHandlers,
  type IamportClient,
  lookAfterOrders,
  type Payment,
} from "../../dist/server.js";
import { createDoubts } from "../../examples/checkout/server/doubts.mjs";
import { type Database, openDatabase, type Query } from "../../examples/checkout/server/open-database.mjs";
import { createOrders } from "../../examples/checkout/server/orders.mjs";
import { createPayments } from "../../examples/checkout/server/payments.mjs";
import { payAt } from "../server/customer.ts";

const price = 64_900;

/** How many histories go on at the same time. */
const atOnce = 50;

/** The same numbers for the same seed, each from 0 to 1 (mulberry32). */
function createRandom(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    chance: (likely: number) => next() < likely,
    below: (end: number) => Math.floor(next() * end),
    of: <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T,
  };
}

type Random = ReturnType<typeof createRandom>;

/** Where a process dies: so many statements from now, before that one or when it is done and nobody has heard of it. */
interface Death {
  statements: number;
  isDone: boolean;
}

/** One of the shop's processes, which can be killed at a statement. (Within one: `server-kills.test.ts`.) */
function createProcess(database: Database) {
  let death: Death | null = null;
  const mortal: Database = {
    ...database,
    query: async (statement, values) => {
      const killed = death?.statements === 0 ? death : null;
      if (killed) death = null;
      else if (death) death.statements--;
      if (killed && !killed.isDone) throw new Error("killed");
      const result = await database.query(statement, values);
      if (killed) throw new Error("killed");
      return result;
    },
  };
  return {
    orders: createOrders(mortal),
    payments: createPayments(mortal),
    doubts: createDoubts(mortal),
    die: (at: Death) => {
      death = at;
    },
  };
}

/** What one batch is played on: a PortOne of its own, and the two processes. */
interface Stage {
  client: IamportClient;
  post: (path: string, body: unknown) => Promise<{ impUid?: string }>;
  /** The browser's report or a webhook, to one of the processes. */
  report: (
    random: Random,
    to: "complete" | "webhook",
    news: { imp_uid: string | null; merchant_uid: string },
  ) => Promise<void>;
  orders: ReturnType<typeof createOrders>;
}

/** One customer, from the order to whatever comes of it. */
async function play(stage: Stage, random: Random): Promise<string> {
  const { client, post, report, orders } = stage;
  const merchant_uid = await orders.create({ amount: String(price), currency: "KRW" });
  const made: string[] = [];
  const news: string[] = [];
  const open: string[] = [];
  const decisions = ["approve", "approve", "approve", "decline", "cancel"];
  const steps = 3 + random.below(6);
  for (let step = 0; step < steps; step++) {
    const act = random.below(made.length === 0 ? 3 : 11);
    const imp_uid = random.of(made);
    if (act > 8) {
      // A window that was open all the while, in another tab: also of an order that is paid by now.
      const [window] = open.splice(random.below(open.length), 1);
      if (!window) continue;
      await post(`/gateway/${window}/answer`, { decision: random.of(decisions) });
      news.push(window);
    } else if (act < 3) {
      if (random.chance(0.7)) await orders.begin(merchant_uid);
      const decision = random.chance(0.5) ? null : random.of(decisions);
      const amount = random.chance(0.05) ? 100 : price;
      const pay_method = random.of(["card", "card", "vbank"]);
      const uid = random.chance(0.03) ? `${merchant_uid}x` : merchant_uid;
      const paid = await payAt(post, { merchant_uid: uid, amount, pay_method }, decision);
      // PortOne opens none for an order that is paid.
      if (!paid) continue;
      made.push(paid);
      if (decision) news.push(paid);
      else open.push(paid);
    } else if (act === 3) {
      await post(`/sandbox/deposit/${imp_uid}`, {});
      news.push(imp_uid);
    } else if (act === 4 || act === 5) {
      const payment = await client.getPayment(imp_uid);
      const left = payment.amount - payment.cancel_amount;
      const part = random.chance(0.5) ? left : Math.min(left, 1 + random.below(price));
      const account = payment.pay_method === "vbank" && {
        refund_holder: "홍길동",
        refund_bank: "04",
        refund_account: "1",
      };
      // Of what isn't paid nothing can be given back, and PortOne says so.
      if (payment.status === "paid") {
        await client.cancelPayment({ imp_uid, amount: part, checksum: left, ...account });
        if (random.chance(0.3)) news.push(imp_uid);
      }
    } else {
      // Some news is lost, some comes twice at once, some much later than what came after it.
      const index = random.below(news.length);
      const [told] = news.splice(index, 1);
      if (!told || random.chance(0.3)) continue;
      const times = random.chance(0.3) ? 2 : 1;
      const to = random.of(["complete", "webhook"] as const);
      await Promise.all(
        Array.from({ length: times }, () => report(random, to, { imp_uid: told, merchant_uid })),
      );
      if (random.chance(0.1)) news.push(told);
    }
  }
  return merchant_uid;
}

/** What PortOne has, beside what the shop's books say. */
interface Difference {
  seed: number;
  merchant_uid: string;
  says: string;
}

async function compare(query: Query, client: IamportClient, merchant_uid: string) {
  const [payments, { rows: books }, { rows: states }, { rows: parcels }] = await Promise.all([
    Promise.all([client.findPayments(merchant_uid), client.findPayments(`${merchant_uid}x`)]).then((both) =>
      both.flat(),
    ),
    query("select *, amount::float8, cancelled::float8 from payments where merchant_uid in ($1, $2)", [
      merchant_uid,
      `${merchant_uid}x`,
    ]),
    query("select state from order_states where merchant_uid = $1", [merchant_uid]),
    query("select from parcels where merchant_uid = $1", [merchant_uid]),
  ]);
  const differences: string[] = [];
  const isOrders = (payment: Payment) => payment.amount === price && payment.merchant_uid === merchant_uid;
  // A window that was closed halfway, and an attempt that failed elsewhere, are no money.
  const told = payments.filter((payment) =>
    isOrders(payment) ? payment.status !== "ready" || payment.vbank_num : payment.paid_at,
  );
  for (const payment of told) {
    const known = books.find(({ imp_uid }) => imp_uid === payment.imp_uid);
    const sums = known && [known.status, known.amount, known.cancelled, known.forged === null].join();
    const right = [payment.status, payment.amount, payment.cancel_amount, isOrders(payment)].join();
    if (sums !== right) differences.push(`${payment.imp_uid}: PortOne ${right}, books ${sums}`);
  }
  if (books.length !== told.length)
    differences.push(`${books.length} payments in the books, ${told.length} at PortOne`);

  const own = told.filter(isOrders);
  const has = (status: Payment["status"]) => own.some((payment) => payment.status === status);
  const state: string = states[0]?.state;
  const right = has("paid")
    ? ["paid"]
    : has("ready")
      ? ["waiting"]
      : own.length
        ? [...new Set(own.map(({ status }) => status))]
        : ["new"];
  if (!right.includes(state as Payment["status"]))
    differences.push(`the order is ${state}, and not ${right}`);
  const wasPaid = own.some(({ paid_at }) => paid_at);
  const isWhole =
    own.some(({ status, cancel_amount }) => status === "paid" && cancel_amount === 0) &&
    own.every(({ cancel_amount }) => cancel_amount === 0);
  if (parcels.length > 0 && !wasPaid) differences.push("a parcel that nobody paid");
  if (parcels.length !== 1 && isWhole) differences.push(`${parcels.length} parcels of a paid order`);
  const left = (list: readonly { amount: number; back: number; paid: unknown }[]) =>
    list.filter(({ paid }) => paid).reduce((sum, { amount, back }) => sum + amount - back, 0);
  return {
    differences,
    atPortone: left(
      payments.map((one) => ({ amount: one.amount, back: one.cancel_amount, paid: one.paid_at })),
    ),
    inBooks: left(books.map((one) => ({ amount: one.amount, back: one.cancelled, paid: one.paid_at }))),
    payments: payments.length,
  };
}

/** A batch of histories, each with the seed after the one before; then the look, by both processes at once. */
async function playBatch(databases: readonly [Database, Database], seeds: readonly number[]) {
  const sandbox: Sandbox = createSandbox();
  const fetchSandbox = (input: string | URL | Request, init?: RequestInit) =>
    sandbox.fetch(new Request(input, init));
  const client = createIamportClient({
    impKey: "imp_apikey",
    impSecret: "imp_secret",
    baseUrl: "http://portone.test",
    includeSandbox: true,
    retries: 0,
    fetch: fetchSandbox,
  });
  const unexpected: unknown[] = [];
  const processes = databases.map((database) => {
    const parts = createProcess(database);
    const handedOn = {
      client,
      findOrder: parts.orders.findPrice,
      onVerified: parts.payments.record,
      onForged: parts.payments.recordForged,
      onError: (error: unknown) => {
        if (!(error instanceof Error && error.message === "killed")) unexpected.push(error);
      },
    };
    return { ...parts, handedOn, handlers: createPaymentHandlers(handedOn) };
  });
  const [first] = processes;
  if (!first) throw new Error("There is no process.");
  const post: Stage["post"] = async (path, body) => {
    const headers = { "content-type": "application/json" };
    return (
      await fetchSandbox(`http://portone.test${path}`, {
        method: "POST",
        headers,
        body: JSON.stringify(body),
      })
    ).json();
  };
  const stage: Stage = {
    client,
    post,
    // What the customer does until then, no process dies of.
    orders: createOrders(databases[0]),
    report: async (random, to, news) => {
      const { handlers, die } = random.of(processes);
      // Of the three or so that a report takes.
      if (random.chance(0.1)) die({ statements: random.below(3), isDone: random.chance(0.5) });
      const headers = { "content-type": "application/json" };
      const request = new Request(`http://shop.test/${to}`, {
        method: "POST",
        headers,
        body: JSON.stringify(news),
      });
      await handlers[to](request);
    },
  };
  const uids = await Promise.all(seeds.map((seed) => play(stage, createRandom(seed))));

  const { query } = databases[0];
  await query("update orders set look_at = now() where look_at is not null and merchant_uid = any($1)", [
    uids,
  ]);
  await query("update payment_list set claimed_until = null, read_until = now() - interval '1 minute'");
  // Killed in the middle, and the next round of another one finds the rest.
  first.die({ statements: 2, isDone: false });
  const look = ({ handedOn, doubts }: (typeof processes)[number]) =>
    lookAfterOrders({ ...handedOn, ...doubts, every: false, requestsPerMinute: 100_000 }).ended;
  await Promise.all(processes.map(look));
  await query("update orders set look_at = now() where look_at is not null and merchant_uid = any($1)", [
    uids,
  ]);
  await query("update payment_list set claimed_until = null, read_until = now() - interval '1 minute'");
  await Promise.all(processes.map(look));

  const compared = await Promise.all(uids.map((uid) => compare(query, client, uid)));
  return {
    unexpected,
    differences: compared.flatMap(({ differences }, index) =>
      differences.map((says) => ({ seed: seeds[index] ?? 0, merchant_uid: `${uids[index]}`, says })),
    ),
    payments: compared.reduce((sum, one) => sum + one.payments, 0),
    atPortone: compared.reduce((sum, one) => sum + one.atPortone, 0),
    inBooks: compared.reduce((sum, one) => sum + one.inBooks, 0),
  };
}

/**
 * Plays so many histories (windows, declines, payments, deposits, refunds whole and in part; news that is lost, late,
 * repeated and in any order; two processes, killed now and then) and compares the shop's books with PortOne's.
 */
export async function playHistories(count: number, where: { url?: string }, firstSeed = 1) {
  const one = await openDatabase(where);
  // PGlite has one connection, and it is both processes'.
  const other = where.url ? await openDatabase(where) : one;
  const sum = { histories: count, payments: 0, atPortone: 0, inBooks: 0 };
  const differences: Difference[] = [];
  const unexpected: unknown[] = [];
  try {
    for (let done = 0; done < count; done += atOnce) {
      const seeds = Array.from(
        { length: Math.min(atOnce, count - done) },
        (_, index) => firstSeed + done + index,
      );
      const batch = await playBatch([one, other], seeds);
      differences.push(...batch.differences);
      unexpected.push(...batch.unexpected);
      sum.payments += batch.payments;
      sum.atPortone += batch.atPortone;
      sum.inBooks += batch.inBooks;
    }
  } finally {
    await one.close();
    if (other !== one) await other.close();
  }
  return { ...sum, differences, unexpected };
}
