import fc from "fast-check";
import { createSandbox, type Sandbox } from "../../src/sandbox/index.ts";
import {
  createIamportClient,
  createPaymentHandlers,
  IamportApiError,
  type IamportClient,
  type Payment,
} from "../../src/server/index.ts";
import { payAt } from "./customer.ts";
import { connectionReset } from "./listening-portone.ts";

const portone = "https://portone.test";
const price = 9900;
const months = 3;
const day = 24 * 60 * 60_000;

/**
 * What becomes of one call: it arrives; it never leaves; it is lost on its way there, or its answer is on its way back;
 * something in between gives up, and it is carried out before the next step or is lost; or the process is killed,
 * before PortOne has done it or after.
 */
const fates = [
  "arrives",
  "unconnected",
  "lostBefore",
  "lostAfter",
  "badGateway",
  "serverError",
  "carriedOutLater",
  "resetAndCarriedOutLater",
  "givenUp",
  "killedBefore",
  "killedAfter",
] as const;
type Fate = (typeof fates)[number];

type Step =
  | { act: "charge"; order: number; atOnce: boolean; fates: Fate[] }
  | { act: "schedule"; order: number; days: number; fates: Fate[] }
  | { act: "unschedule"; order: number; fates: Fate[] }
  | { act: "time"; days: number }
  | { act: "window"; order: number }
  | { act: "refund"; order: number }
  | { act: "news"; which: number; times: number; isKilled: boolean; fates: Fate[] };

/** One customer's months: what the shop does, and what happens to it. */
interface History {
  outcome: "approve" | "decline";
  steps: Step[];
}

export function histories(): fc.Arbitrary<History> {
  const order = fc.nat(months - 1);
  const days = fc.integer({ min: 1, max: 40 });
  const fate = fc.oneof(
    { weight: 4, arbitrary: fc.constant<Fate>("arrives") },
    { weight: 6, arbitrary: fc.constantFrom(...fates) },
  );
  const some = fc.array(fate, { maxLength: 6 });
  const record = <Act extends Step["act"], Rest extends object>(
    act: Act,
    rest: { [Name in keyof Rest]: fc.Arbitrary<Rest[Name]> },
  ) => fc.record({ act: fc.constant(act), ...rest });
  const step = fc.oneof(
    { weight: 5, arbitrary: record("charge", { order, atOnce: fc.boolean(), fates: some }) },
    { weight: 3, arbitrary: record("schedule", { order, days, fates: some }) },
    { weight: 2, arbitrary: record("unschedule", { order, fates: some }) },
    { weight: 3, arbitrary: record("time", { days }) },
    { weight: 1, arbitrary: record("window", { order }) },
    { weight: 1, arbitrary: record("refund", { order }) },
    {
      weight: 3,
      arbitrary: record("news", {
        which: fc.nat(9),
        times: fc.integer({ min: 1, max: 3 }),
        isKilled: fc.boolean(),
        fates: some,
      }),
    },
  );
  return fc.record({
    outcome: fc.oneof(
      { weight: 5, arbitrary: fc.constant("approve" as const) },
      { weight: 1, arbitrary: fc.constant("decline" as const) },
    ),
    // The record of each is one of the steps: which one, its `act` says.
    steps: fc.array(step, { minLength: 1, maxLength: 12 }) as fc.Arbitrary<Step[]>,
  });
}

/** One of the shop's processes. */
interface ShopProcess {
  isKilled: boolean;
  kill(): void;
}

/** What a history came to: an empty `wrong` is as it has to be. */
export interface Played {
  wrong: string[];
  payments: number;
  charged: number;
}

/** A PortOne that approves, and one that declines: a sandbox takes longer to make than a history to be played. */
const sandboxes = new Map<History["outcome"], { sandbox: Sandbox; left: number }>();
let played = 0;

/** Each is for a hundred histories: their time passes, some months in each. */
function sandboxThat(outcome: History["outcome"]): Sandbox {
  const { sandbox, left } = sandboxes.get(outcome) ?? { sandbox: createSandbox({ outcome }), left: 100 };
  if (left > 1) sandboxes.set(outcome, { sandbox, left: left - 1 });
  else sandboxes.delete(outcome);
  return sandbox;
}

/** Plays one history, then lets the shop's nightly job run without faults, and compares the books with PortOne's. */
export async function playBilling({ outcome, steps }: History): Promise<Played> {
  const sandbox = sandboxThat(outcome);
  const history = ++played;
  const card = `card-${history}`;
  const orders = Array.from({ length: months }, (_, month) => `order-${history}-${month}`);
  const send = (url: string, init?: RequestInit) => sandbox.fetch(new Request(url, init));
  const post = async (path: string, body: unknown, authorization = "") => {
    const headers = { "content-type": "application/json", authorization };
    return (await send(portone + path, { method: "POST", headers, body: JSON.stringify(body) })).json();
  };
  const wrong: string[] = [];
  /** What PortOne carries out when nobody waits for it any more. */
  let late: (() => Promise<unknown>)[] = [];
  let queue: Fate[] = [];
  const never = new Promise<never>(() => undefined);

  /** How a process of the shop's reaches PortOne. Once it is killed, it sends nothing more. */
  const faulty = async (shop: ShopProcess, url: string, init: RequestInit): Promise<Response> => {
    if (shop.isKilled) return never;
    const fate = url.endsWith("/getToken") ? "arrives" : (queue.shift() ?? "arrives");
    const carryOut = () => send(url, init);
    switch (fate) {
      case "arrives":
        return carryOut();
      case "unconnected":
        throw connectionReset("ECONNREFUSED");
      case "lostBefore":
        throw connectionReset();
      case "lostAfter":
        await carryOut();
        throw connectionReset();
      case "badGateway":
        return new Response("<h1>Bad Gateway</h1>", { status: 502 });
      case "serverError":
        return Response.json({ code: -1, message: "Server Error", response: null }, { status: 500 });
      case "carriedOutLater":
        late.push(carryOut);
        return new Response("<h1>Gateway Time-out</h1>", { status: 504 });
      case "resetAndCarriedOutLater":
        late.push(carryOut);
        throw connectionReset();
      case "givenUp":
        return new Response("<h1>Gateway Time-out</h1>", { status: 504 });
      case "killedAfter":
        await carryOut();
        shop.kill();
        return never;
      case "killedBefore":
        shop.kill();
        return never;
    }
  };
  const keys = { impKey: "imp_apikey", impSecret: "imp_secret", baseUrl: portone, includeSandbox: true };
  const honest = createIamportClient({ ...keys, fetch: send });

  // The shop's books: they outlive its processes.
  const books = new Map<string, string>();
  let isKilledWriting = false;
  const handlersOf = (client: IamportClient) =>
    createPaymentHandlers({
      client,
      findOrder: (merchant_uid) => (orders.includes(merchant_uid) ? { amount: price } : { amount: 0 }),
      onVerified: ({ status, payment }) => {
        if (isKilledWriting) throw new Error("killed");
        books.set(payment.imp_uid, status);
      },
      onError: () => undefined,
      onForged: ({ reason, payment }) => {
        wrong.push(`forged: ${reason} ${payment?.imp_uid}`);
      },
    });
  const tell = async (
    client: IamportClient,
    { imp_uid, merchant_uid }: Pick<Payment, "imp_uid" | "merchant_uid">,
  ) => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ imp_uid, merchant_uid, status: "paid" });
    const request = new Request("https://shop.test/webhook", { method: "POST", headers, body });
    return (await handlersOf(client).webhook(request)).status;
  };

  function noteUnlessPortones(error: unknown): undefined {
    if (!(error instanceof IamportApiError)) wrong.push(`threw ${error}`);
  }

  /** Does something in a process of its own, which may be killed in the middle of it. Its errors are PortOne's alone. */
  async function inProcess<T>(
    given: Fate[],
    work: (client: IamportClient) => Promise<T>,
  ): Promise<T | undefined> {
    queue = [...given];
    const shop: ShopProcess = { isKilled: false, kill: () => {} };
    const killed = new Promise<undefined>((resolve) => {
      shop.kill = () => {
        shop.isKilled = true;
        resolve(undefined);
      };
    });
    const client = createIamportClient({ ...keys, fetch: (url, init) => faulty(shop, url, init) });
    const worked = work(client).catch(noteUnlessPortones);
    const result = await Promise.race([worked, killed]);
    queue = [];
    return result;
  }

  const { response: token } = await post("/users/getToken", {
    imp_key: "imp_apikey",
    imp_secret: "imp_secret",
  });
  const number = { card_number: "4092-0230-1234-1234", expiry: "2999-12", birth: "900101", pwd_2digit: "00" };
  await post(`/subscribe/customers/${card}`, number, token.access_token);

  const calledOff = new Map<string, number>();
  const paymentsOf = (order: string) => honest.findPayments(order);
  const charge = (order: string) => ({
    customer_uid: card,
    merchant_uid: order,
    amount: price,
    name: "월 구독",
  });

  for (const step of steps) {
    const order = "order" in step ? (orders[step.order] ?? "") : "";
    if (step.act === "charge") {
      await inProcess(step.fates, async (client) => {
        const once = async () => tell(honest, await client.chargeBillingKey(charge(order)));
        // Until both have ended: the customer opens no window while one is under way.
        const calls = await Promise.allSettled(step.atOnce ? [once(), once()] : [once()]);
        for (const call of calls) if (call.status === "rejected") noteUnlessPortones(call.reason);
      });
    } else if (step.act === "schedule") {
      const schedule_at = Math.floor((Date.now() + (await offset()) + step.days * day) / 1000);
      const schedules = [{ ...charge(order), schedule_at }];
      const made = await inProcess(step.fates, (client) =>
        client.scheduleCharges({ customer_uid: card, schedules }),
      );
      if (made) calledOff.delete(order);
    } else if (step.act === "unschedule") {
      const off = await inProcess(step.fates, (client) =>
        client.unscheduleCharges({ merchant_uid: [order] }),
      );
      if (off?.some(({ merchant_uid }) => merchant_uid === order))
        calledOff.set(order, (await tries(order)).length);
    } else if (step.act === "time") await post("/sandbox/time", { ms: step.days * day });
    else if (step.act === "window") {
      await payAt(post, { merchant_uid: order, amount: price }, outcome);
    } else if (step.act === "refund") {
      const paid = (await paymentsOf(order)).find(({ status }) => status === "paid");
      if (paid) await honest.cancelPayment({ imp_uid: paid.imp_uid });
    } else {
      const all = (await Promise.all(orders.map(paymentsOf))).flat();
      const told = all[step.which % Math.max(1, all.length)];
      if (!told) continue;
      isKilledWriting = step.isKilled;
      await inProcess(step.fates, (client) =>
        Promise.all(Array.from({ length: step.times }, () => tell(client, told))),
      );
      isKilledWriting = false;
    }
    for (const carryOut of late) await carryOut();
    late = [];
  }

  /** What PortOne has tried by a schedule. */
  async function tries(order: string): Promise<Payment[]> {
    return (await paymentsOf(order)).filter(
      ({ customer_uid_usage }) => customer_uid_usage === "payment.scheduled",
    );
  }
  async function offset(): Promise<number> {
    return (await (await send(`${portone}/sandbox/time`)).json()).offset;
  }

  // Whatever was still to come falls due; then the nightly job charges what isn't paid, twice, since jobs overlap.
  await post("/sandbox/time", { ms: 60 * day });
  for (const [order, before] of calledOff) {
    if ((await tries(order)).length > before) wrong.push(`${order} was called off, and charged all the same`);
  }
  const summary = { payments: 0, charged: 0 };
  for (const order of orders) {
    const answers = await Promise.all(
      [1, 2].map(() => honest.chargeBillingKey(charge(order)).catch((error: IamportApiError) => error)),
    );
    const payments = await paymentsOf(order);
    // What came of a scheduled charge, PortOne tells by webhook, and that comes again until it is taken.
    for (const payment of payments) await tell(honest, payment);
    const charged = payments.filter(({ paid_at }) => paid_at);
    summary.payments += payments.length;
    summary.charged += charged.length;
    if (charged.length > 1) wrong.push(`${order} was charged ${charged.length} times`);
    if (outcome === "approve" && charged.length === 0) wrong.push(`${order} was not charged`);
    for (const answer of answers) wrong.push(...contradictions(charge(order), answer, charged[0], outcome));
    for (const { imp_uid, status } of payments) {
      const inBooks = books.get(imp_uid);
      if (status !== "ready" && inBooks !== status)
        wrong.push(`${imp_uid} is ${status}, the books say ${inBooks}`);
    }
  }
  return { ...summary, wrong };
}

/** What a call says that is not so. */
function contradictions(
  { customer_uid, merchant_uid: order }: { customer_uid: string; merchant_uid: string },
  answer: Payment | IamportApiError,
  charged: Payment | undefined,
  outcome: History["outcome"],
): string[] {
  if (answer instanceof IamportApiError) {
    const isPaidInWindow = charged && charged.customer_uid !== customer_uid;
    return isPaidInWindow ? [] : [`${order}: ${answer.message}`];
  }
  if (outcome === "decline") return answer.status === "failed" ? [] : [`${order}: ${answer.status}`];
  return answer.imp_uid === charged?.imp_uid ? [] : [`${order}: the answer is ${answer.imp_uid}`];
}
