import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { completePayment, getRedirectResult, type PaymentResult } from "../../src/index.ts";
import { recall, remember } from "../../src/request/memory.ts";

const url = "/payments/complete";
const paid = { imp_uid: "imp_1", merchant_uid: "order-1" };

const verdict =
  (body: unknown, status = 200) =>
  () =>
    Promise.resolve(Response.json(body, { status }));

/** Answers in turn, the last one from then on; and the requests. */
function server(...answers: (() => Promise<Response>)[]) {
  const requests: { url: string; init: RequestInit }[] = [];
  const fetch = (url: string, init: RequestInit) => {
    requests.push({ url, init });
    const answer = answers[Math.min(requests.length, answers.length) - 1];
    return answer ? answer() : Promise.reject(new TypeError("no answer"));
  };
  return { requests, fetch };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  sessionStorage.clear();
  history.replaceState(null, "", "/checkout");
});

/** What came of it, with all pauses over. */
async function outcome(promise: Promise<unknown>): Promise<unknown> {
  const settled = promise.catch((error) => error);
  await vi.runAllTimersAsync();
  return settled;
}

describe("the server's verdict", () => {
  it("is asked for with both IDs, as JSON, and given back whole", async () => {
    const { requests, fetch } = server(
      verdict({ status: "vbankIssued", vbank_num: "562", message: "Issued" }),
    );
    const headers = { "x-csrf": "token" };
    const completion = await outcome(completePayment(paid, { url, headers, fetch }));
    expect(completion).toEqual({ status: "vbankIssued", vbank_num: "562", message: "Issued" });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ url, init: { method: "POST", keepalive: true } });
    const sent = new Headers(requests[0]?.init.headers);
    expect([sent.get("content-type"), sent.get("x-csrf")]).toEqual(["application/json", "token"]);
    expect(JSON.parse(String(requests[0]?.init.body))).toEqual(paid);
  });

  it.each(["Content-Type", "CONTENT-TYPE", "content-type"])(
    "is asked for as JSON, once, though the shop says so too: %s",
    async (name) => {
      const { requests, fetch } = server(verdict({ status: "success" }));
      const headers = { [name]: "application/json; charset=utf-8", "x-csrf": "token" };
      await outcome(completePayment(paid, { url, headers, fetch }));
      const sent = new Headers(requests[0]?.init.headers);
      expect([sent.get("content-type"), sent.get("x-csrf")]).toEqual(["application/json", "token"]);
    },
  );

  it("is waited for however long the shop wants, even without end", async () => {
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { fetch } = server(() => answered.then(verdict({ status: "success" })));
    const completing = completePayment(paid, { url, fetch, timeout: Number.POSITIVE_INFINITY });
    await vi.advanceTimersByTimeAsync(60_000);
    answer();
    expect(await completing).toEqual({ status: "success" });
  });

  it.each([
    ["forgery", 400],
    ["failed", 400],
    ["pending", 202],
  ])("%s counts with HTTP %d", async (status, http) => {
    const { requests, fetch } = server(verdict({ status }, http));
    expect(await outcome(completePayment(paid, { url, fetch }))).toEqual({ status });
    expect(requests).toHaveLength(1);
  });

  it("is asked for a failure too, which may name no payment", async () => {
    const { requests, fetch } = server(verdict({ status: "failed" }, 400));
    const failure = { success: false, imp_uid: null, merchant_uid: "order-1" } as PaymentResult;
    expect(await outcome(completePayment(failure, { url, fetch }))).toEqual({ status: "failed" });
    expect(JSON.parse(String(requests[0]?.init.body))).toEqual({ imp_uid: null, merchant_uid: "order-1" });
  });
});

describe("a payment that the browser calls failed", () => {
  const cancelled = { imp_uid: "imp_1", merchant_uid: "order-1", outcome: "failed" } as const;

  it("is told to the server, whose word counts: it may have been paid", async () => {
    const { requests, fetch } = server(verdict({ status: "success" }));
    expect(await outcome(completePayment(cancelled, { url, fetch }))).toEqual({ status: "success" });
    expect(requests).toHaveLength(1);
  });

  it("is asked about once: who has cancelled doesn't wait for a server that is away", async () => {
    const { requests, fetch } = server(verdict({ message: "later" }, 503));
    const completion = completePayment(cancelled, { url, fetch, retries: 5 });
    expect(await outcome(completion)).toMatchObject({ code: "COMPLETE_FAILED", merchant_uid: "order-1" });
    expect(requests).toHaveLength(1);
  });

  it("is asked about for three seconds at most", async () => {
    const { fetch } = server(() => new Promise(() => undefined));
    const settled = vi.fn();
    completePayment(cancelled, { url, fetch, timeout: 60_000 }).catch(settled);
    await vi.advanceTimersByTimeAsync(2_900);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(200);
    expect(settled).toHaveBeenCalledWith(expect.objectContaining({ code: "COMPLETE_FAILED" }));
  });
});

describe("why there is no verdict", () => {
  it.each([
    [
      "the server's own message",
      verdict({ message: "The shop is closed" }, 503),
      "HTTP 503: The shop is closed",
    ],
    ["a status", async () => new Response("<h1>Log in</h1>"), "HTTP 200"],
    ["that it took too long", () => new Promise<Response>(() => undefined), "No answer within 50 ms"],
    ["the network's error", () => Promise.reject(new TypeError("Failed to fetch")), "Failed to fetch"],
  ])("is %s, in words", async (_, answer, reason) => {
    const { fetch } = server(answer);
    const error = await outcome(completePayment(paid, { url, fetch, retries: 0, timeout: 50 }));
    expect(error).toMatchObject({ code: "COMPLETE_FAILED", cause: { message: reason } });
    expect(error).toMatchObject({
      message: expect.stringContaining(__DEV__ ? `${reason}.` : "COMPLETE_FAILED"),
    });
  });

  it("never is [object Event]", async () => {
    const { fetch } = server(() => Promise.reject(new Event("abort")));
    const error = await outcome(completePayment(paid, { url, fetch, retries: 0 }));
    expect(error).toMatchObject({ code: "COMPLETE_FAILED", message: expect.not.stringContaining("[object") });
  });
});

describe("a server that is away for a moment", () => {
  const away = () => Promise.reject(new TypeError("Failed to fetch"));

  it.each([
    ["network errors", away],
    ["503", verdict({ message: "later" }, 503)],
    ["503 with a status of its own", verdict({ status: "error" }, 503)],
    [
      "an answer that breaks off",
      async () => new Response(new ReadableStream({ pull: (c) => c.error(new Error()) })),
    ],
  ])("is asked again after %s", async (_, failing) => {
    const { requests, fetch } = server(failing, failing, verdict({ status: "success" }));
    expect(await outcome(completePayment(paid, { url, fetch }))).toEqual({ status: "success" });
    expect(requests).toHaveLength(3);
  });

  it("is asked again when it takes too long, also through a fetch that knows no signals", async () => {
    const { requests, fetch } = server(() => new Promise(() => undefined), verdict({ status: "success" }));
    expect(await outcome(completePayment(paid, { url, fetch, timeout: 50 }))).toEqual({ status: "success" });
    expect(requests).toHaveLength(2);
    expect(requests[0]?.init.signal?.aborted).toBe(true);
  });

  it("and stays away: COMPLETE_FAILED, with the order, which may be paid", async () => {
    const { requests, fetch } = server(away);
    expect(await outcome(completePayment(paid, { url, fetch, retries: 1 }))).toMatchObject({
      name: "IamportError",
      code: "COMPLETE_FAILED",
      merchant_uid: "order-1",
      cause: expect.any(TypeError),
    });
    expect(requests).toHaveLength(2);
  });
});

it.each([
  ["a page", async () => new Response("<h1>Log in</h1>")],
  ["nothing", async () => new Response(null, { status: 204 })],
  ["no status", verdict({ message: "imp_uid is missing" }, 400)],
  ["a number for a status", verdict({ status: 404, error: "Not Found" }, 404)],
  ["null", verdict(null)],
])("an answer of %s is no verdict, and isn't asked for again", async (_, answer) => {
  const { requests, fetch } = server(answer);
  expect(await outcome(completePayment(paid, { url, fetch }))).toMatchObject({
    code: "COMPLETE_FAILED",
    merchant_uid: "order-1",
  });
  expect(requests).toHaveLength(1);
});

it("a result that names no order can't be completed", async () => {
  const { requests, fetch } = server(verdict({ status: "success" }));
  const completion = completePayment({ imp_uid: "imp_1", merchant_uid: null }, { url, fetch });
  expect(await outcome(completion)).toMatchObject({ code: "COMPLETE_FAILED" });
  expect(requests).toHaveLength(0);
});

describe("a signal", () => {
  it("ends the waiting at once: ABORTED, with its reason and the order", async () => {
    const { fetch } = server(() => new Promise(() => undefined));
    const controller = new AbortController();
    const completion = completePayment(paid, { url, fetch, signal: controller.signal }).catch(
      (error) => error,
    );
    const reason = new Error("gone");
    controller.abort(reason);
    expect(await completion).toMatchObject({ code: "ABORTED", merchant_uid: "order-1", cause: reason });
  });

  it("that has fired already keeps the request from being sent", async () => {
    const { requests, fetch } = server(verdict({ status: "success" }));
    const completion = completePayment(paid, { url, fetch, signal: AbortSignal.abort() });
    expect(await outcome(completion)).toMatchObject({
      code: "ABORTED",
      message: expect.stringContaining(__DEV__ ? "nothing was sent" : "ABORTED"),
    });
    expect(requests).toHaveLength(0);
  });

  it("ends the pause between two attempts, too", async () => {
    const { requests, fetch } = server(verdict({}, 503));
    const controller = new AbortController();
    const settled = vi.fn();
    completePayment(paid, { url, fetch, signal: controller.signal }).catch(settled);
    await vi.advanceTimersByTimeAsync(10);
    controller.abort();
    await vi.advanceTimersByTimeAsync(0);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(settled).toHaveBeenCalledWith(expect.objectContaining({ code: "ABORTED" }));
    expect(requests).toHaveLength(1);
  });
});

describe("on a landing page", () => {
  const landing = "/complete?lang=ko&imp_uid=imp_1&merchant_uid=order-1&imp_success=true#top";

  it("the result stays in the address until the server has answered, then goes", async () => {
    history.replaceState({ kept: 1 }, "", landing);
    remember("request", { merchant_uid: "order-1", amount: 1, requestedAt: 1 });
    const landed = getRedirectResult();
    const { fetch } = server(() => Promise.reject(new TypeError("offline")));
    await outcome(completePayment(landed?.result ?? paid, { url, fetch }));
    expect(location.search).toContain("imp_uid");
    await outcome(
      completePayment(landed?.result ?? paid, { url, ...server(verdict({ status: "failed" }, 400)) }),
    );
    expect(location.pathname + location.search + location.hash).toBe("/complete?lang=ko#top");
    expect(history.state).toEqual({ kept: 1 });
    expect(sessionStorage).toHaveLength(1); // The answer, for a page that comes back.
  });

  it("a result whose order was lost on the way goes too, and is given to no later order", async () => {
    const damaged = "/complete?lang=ko&imp_uid=imp_1&imp_success=true";
    history.replaceState(null, "", damaged);
    remember("request", { merchant_uid: "order-1", amount: 1, requestedAt: 1 });
    const landed = getRedirectResult();
    expect(landed?.result).toMatchObject({ imp_uid: "imp_1", merchant_uid: "order-1" });
    const another = { imp_uid: "imp_2", merchant_uid: "order-2" };
    await outcome(completePayment(another, { url, ...server(verdict({ status: "success" })) }));
    expect(location.search).toContain("imp_uid=imp_1");
    await outcome(
      completePayment(landed?.result ?? paid, { url, ...server(verdict({ status: "success" })) }),
    );
    expect(location.pathname + location.search).toBe("/complete?lang=ko");
    expect(recall("request", null)).toBeNull();
  });

  it("another order's result stays", async () => {
    history.replaceState(null, "", landing);
    const other = { imp_uid: "imp_2", merchant_uid: "order-2" };
    await outcome(completePayment(other, { url, ...server(verdict({ status: "success" })) }));
    expect(location.search).toContain("imp_uid=imp_1");
  });
});
