import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createRequestState } from "../../src/request/request-state.ts";
import type { IMP } from "../../src/sdk/imp.ts";
import { type PageState, pageState } from "../../src/sdk/page-state.ts";
import { waitForFrame } from "../../src/sdk/wait-for-frame.ts";

let state: PageState;
const init = vi.fn();
/** The SDK has been made ready, and none of its frames has come. */
const ready = (): PageState => {
  const imp = {} as IMP;
  const load = () => Promise.resolve(imp);
  return { key: "imp00000000,", loading: load(), load, imp, init, timeout: 1_000, frames: new WeakSet() };
};

/** A payment frame comes, and loads. */
function frameLoads(): void {
  const frame = document.createElement("iframe");
  frame.className = "imp-frame";
  frame.src = "https://service.iamport.kr/payments/ready/imp00000000";
  document.body.append(frame);
  state.frames?.add(frame);
}

beforeEach(() => {
  vi.useFakeTimers();
  state = Object.assign(pageState(), ready());
  init.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
  for (const name of Object.keys(state)) delete state[name as keyof PageState];
  for (const frame of document.querySelectorAll("iframe")) frame.remove();
});

describe("a page that waits for its frames while the customer pays in one of them", () => {
  /** A hook, and every status that it shows. */
  const mounted = () => {
    const shown: string[] = [];
    const { load } = createRequestState(
      "paying",
      () => Promise.resolve(null),
      ({ status }) => shown.push(status),
    );
    void load("imp00000000");
    return shown;
  };

  it("leaves the window alone, and is ready when the frames are, after it", async () => {
    state.payment = () => {};
    const shown = mounted();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(init).not.toHaveBeenCalled();
    expect(shown).toEqual([]);
    state.payment = undefined;
    frameLoads();
    await vi.advanceTimersByTimeAsync(500);
    expect(shown).toEqual(["ready"]);
    expect(init).not.toHaveBeenCalled();
  });

  it("leaves a window alone too that opens while it waits", async () => {
    const shown = mounted();
    await vi.advanceTimersByTimeAsync(900);
    state.payment = () => {};
    await vi.advanceTimersByTimeAsync(30_000);
    expect(init).not.toHaveBeenCalled();
    expect(shown).toEqual([]);
  });

  it("has the frames made anew as soon as nobody pays any more", async () => {
    state.payment = () => {};
    mounted();
    await vi.advanceTimersByTimeAsync(5_000);
    state.payment = undefined;
    await vi.advanceTimersByTimeAsync(1_500);
    expect(init).toHaveBeenCalledTimes(1);
  });
});

it("a payment that was called off in the last moment of its wait leaves the next one's frames alone", async () => {
  const start = performance.now();
  const waiting = waitForFrame(state, {}, () => performance.now() - start >= 1_000);
  await vi.advanceTimersByTimeAsync(5_000);
  await waiting;
  expect(init).not.toHaveBeenCalled();
});

it("frames that the page has taken away are made anew at once, and not when the network's time is over", async () => {
  frameLoads();
  const frame = document.querySelector("iframe") as HTMLIFrameElement;
  state.frameLoads = [{ frame, at: performance.now(), isOffline: false }];
  for (const frame of document.querySelectorAll("iframe")) frame.remove();
  init.mockImplementationOnce(frameLoads);
  const waiting = waitForFrame(state, {}, () => false);
  await vi.advanceTimersByTimeAsync(1_100);
  expect(init).toHaveBeenCalledTimes(1);
  await waiting;
});

it("frames that are loaded over and over, and gone in between, are not taken for taken away", async () => {
  state.timeout = 3_000;
  const load = () => {
    frameLoads();
    const [frame] = document.querySelectorAll("iframe");
    state.frameLoads = [
      ...(state.frameLoads ?? []),
      { frame: frame as never, at: performance.now(), isOffline: false },
    ];
    frame?.remove();
  };
  load();
  await vi.advanceTimersByTimeAsync(1_000);
  load();
  const failing = expect(waitForFrame(state, {}, () => false)).rejects.toMatchObject({ code: "INIT_FAILED" });
  await vi.advanceTimersByTimeAsync(1_200);
  expect(init).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(20_000);
  await failing;
});

it("a payment whose frames can't be made anew is INIT_FAILED, with what the SDK threw", async () => {
  const cause = new ReferenceError("jQuery is not defined");
  init.mockImplementationOnce(() => {
    throw cause;
  });
  const failing = expect(waitForFrame(state, {}, () => false)).rejects.toMatchObject({
    code: "INIT_FAILED",
    cause,
  });
  await vi.advanceTimersByTimeAsync(5_000);
  await failing;
});
