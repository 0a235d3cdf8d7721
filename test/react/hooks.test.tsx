import { act, StrictMode, Suspense, startTransition, useState, version } from "react";
import { flushSync } from "react-dom";
import { createRoot, hydrateRoot, type Root } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type LoadOptions, loadIamport, type PaymentParams, type PaymentResult } from "../../src/index.ts";
import {
  PaymentUI,
  type RequestCertificationHook,
  type RequestPayHook,
  useCertificationLanding,
  useLanding,
  useRedirectResult,
  useRequestCertification,
  useRequestPay,
} from "../../src/react/index.ts";
import { remember } from "../../src/request/memory.ts";
import { type FakeIamport, installFakeIamport } from "../../src/testing/index.ts";

const order = { pg: "kcp", merchant_uid: "order-1", amount: 64900 };

let fake: FakeIamport;
let root: Root | undefined;
let place: HTMLElement;
let hook: RequestPayHook;
/** Every status that was shown, without repetitions. */
let shown: string[];

interface CheckoutProps {
  merchant?: string;
  options?: LoadOptions | undefined;
}

function Checkout({ merchant = "imp00000000", options }: CheckoutProps) {
  hook = useRequestPay(merchant, options);
  if (shown[shown.length - 1] !== hook.status) shown.push(hook.status);
  return <p>{hook.status}</p>;
}

/** What {@link Waits} waits for. */
let missing: Promise<void> | null = null;

function Waits() {
  // What Suspense takes in both releases.
  if (missing) throw missing;
  return null;
}

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  fake = installFakeIamport();
  place = document.body.appendChild(document.createElement("main"));
  shown = [];
});
afterEach(async () => {
  vi.useRealTimers();
  await act(async () => root?.unmount());
  root = undefined;
  place.remove();
  fake.uninstall();
  history.replaceState(null, "", "/checkout");
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function show(element: React.ReactNode) {
  root = createRoot(place);
  await act(async () => root?.render(element));
  return vi.waitFor(() => expect(place.textContent).not.toBe("loading"));
}

it("is tried with the release of React that this project is for", () => {
  expect(version).toMatch(new RegExp(`^${process.env.FRAMEWORK_RELEASE ?? "19"}\\.`));
});

describe("useRequestPay", () => {
  it("loads when mounted, and shows how the payment goes", async () => {
    await show(<Checkout />);
    expect(fake.calls.init).toEqual([["imp00000000"]]);
    let payment: Promise<PaymentResult> | undefined;
    await act(async () => {
      payment = hook.requestPay(order);
    });
    const result = await act(() => payment as Promise<PaymentResult>);
    expect(shown).toEqual(["loading", "ready", "paying", "ready"]);
    expect(result).toMatchObject({ success: true, merchant_uid: "order-1" });
    expect(hook.result).toBe(result);
    expect(hook.error).toBeNull();
    await act(async () => hook.reset());
    expect(hook).toMatchObject({ status: "ready", result: null, error: null });
  });

  it("calls the SDK before it returns, so that the click still counts", async () => {
    await show(<Checkout />);
    let payment: Promise<unknown> | undefined;
    await act(async () => {
      payment = hook.requestPay(order);
      expect(fake.calls.request_pay).toHaveLength(1);
    });
    await act(() => payment);
  });

  it("waits for its customer in a page that the browser renders ahead, whose frames wait as well", async () => {
    const rendering = Object.assign(document, { prerendering: true });
    root = createRoot(place);
    await act(async () => root?.render(<Checkout />));
    await act(async () => new Promise((passed) => setTimeout(passed, 100)));
    expect(shown).toEqual(["loading"]);
    rendering.prerendering = false;
    await act(async () => document.dispatchEvent(new Event("prerenderingchange")));
    await vi.waitFor(() => expect(shown).toEqual(["loading", "ready"]));
    Reflect.deleteProperty(document, "prerendering");
  });

  it("gives the same functions in every rendering, whatever objects it is given", async () => {
    await show(<Checkout options={{ timeout: 5_000 }} />);
    const { requestPay, reset } = hook;
    await act(async () => root?.render(<Checkout options={{ timeout: 5_000 }} />));
    expect(hook.requestPay).toBe(requestPay);
    expect(hook.reset).toBe(reset);
    expect(fake.calls.init).toHaveLength(1);
  });

  it("a double click pays once, and goes on showing the payment", async () => {
    await show(<Checkout />);
    await act(async () => {
      const first = hook.requestPay(order);
      await expect(hook.requestPay(order)).rejects.toMatchObject({ code: "PAYMENT_IN_PROGRESS" });
      await first;
    });
    expect(hook).toMatchObject({ status: "ready", result: { success: true }, error: null });
    expect(fake.calls.request_pay).toHaveLength(1);
  });

  it("shows the payment that follows one whose window vanished, and not the one that is given up", async () => {
    fake.uninstall();
    fake = installFakeIamport({ delay: 8_000 });
    await show(<Checkout />);
    // jsdom shows no page unless told to.
    vi.spyOn(document, "hidden", "get").mockReturnValue(false);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
    let given: Promise<PaymentResult> | undefined;
    let second: Promise<PaymentResult> | undefined;
    await act(async () => {
      given = hook.requestPay(order);
    });
    document.querySelector<HTMLElement>(".imp-dialog")?.style.setProperty("display", "none");
    await act(() => vi.advanceTimersByTimeAsync(6_000));
    await act(async () => {
      second = hook.requestPay({ ...order, merchant_uid: "order-2" });
    });
    expect(await given).toMatchObject({ error_code: "ABANDONED" });
    expect(hook).toMatchObject({ status: "paying", result: null });
    await act(() => vi.advanceTimersByTimeAsync(8_000));
    expect(hook).toMatchObject({ status: "ready", result: { success: true, merchant_uid: "order-2" } });
    expect(hook.result).toBe(await second);
  });

  it("shows what the shop has to mend, rejects with it as well, and pays after that", async () => {
    await show(<Checkout />);
    await act(async () => {
      await expect(hook.requestPay({ ...order, amount: -1 })).rejects.toMatchObject({
        code: "INVALID_PARAMS",
      });
    });
    expect(hook).toMatchObject({ status: "error", error: { code: "INVALID_PARAMS" }, result: null });
    await act(async () => {
      await hook.requestPay(order);
    });
    expect(hook).toMatchObject({ status: "ready", error: null, result: { success: true } });
  });

  it("a rejection that nobody awaits is no unhandled one: the component shows it", async () => {
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    await show(<Checkout />);
    await act(async () => void hook.requestPay({ ...order, amount: -1 }));
    await vi.waitFor(() => expect(hook.status).toBe("error"));
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it("a load that fails is an error, and reset loads again", async () => {
    fake.uninstall();
    await show(<Checkout options={{ timeout: 200, retries: 0 }} />);
    expect(hook).toMatchObject({ status: "error", error: { code: "SDK_LOAD_TIMEOUT" } });
    fake = installFakeIamport();
    await act(async () => {
      hook.reset();
      await vi.waitFor(() => expect(fake.calls.init).toHaveLength(1));
    });
    await act(() => vi.waitFor(() => expect(place.textContent).toBe("ready")));
    expect(hook.error).toBeNull();
  });

  it("a payment that was begun while it loaded stays the one that is shown", async () => {
    root = createRoot(place);
    act(() => root?.render(<Checkout />));
    let payment: Promise<PaymentResult> | undefined;
    await act(async () => {
      payment = hook.requestPay(order);
    });
    await act(() => payment as Promise<PaymentResult>);
    expect(shown).toEqual(["loading", "paying", "ready"]);
    expect(hook).toMatchObject({ status: "ready", result: { success: true } });
  });

  it("is right under StrictMode: initialised once, paid once", async () => {
    const told = vi.spyOn(console, "error");
    await show(
      <StrictMode>
        <Checkout />
      </StrictMode>,
    );
    await act(async () => {
      await hook.requestPay(order);
    });
    expect(fake.calls.init).toHaveLength(1);
    expect(fake.calls.request_pay).toHaveLength(1);
    expect(hook.result?.success).toBe(true);
    expect(told).not.toHaveBeenCalled();
  });

  it("loads nothing for a rendering that never reaches the page, and once when it does", async () => {
    let arrive = () => {};
    const arriving = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    missing = arriving;
    root = createRoot(place);
    await act(async () =>
      startTransition(() =>
        root?.render(
          <Suspense fallback="waiting">
            <Checkout />
            <Waits />
          </Suspense>,
        ),
      ),
    );
    expect(place.textContent).toBe("waiting");
    expect(fake.calls.init).toEqual([]);
    missing = null;
    await act(async () => arrive());
    await act(() => vi.waitFor(() => expect(place.textContent).toBe("ready")));
    expect(fake.calls.init).toHaveLength(1);
  });

  it("a transition that is under way while paying takes nothing from the payment", async () => {
    const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
    await show(<Checkout />);
    let payment: Promise<PaymentResult> | undefined;
    await act(async () => {
      startTransition(() => root?.render(<Checkout options={{ retries: 1 }} />));
      payment = hook.requestPay(order);
      startTransition(() => root?.render(<Checkout options={{ retries: 2 }} />));
    });
    const result = await act(() => payment as Promise<PaymentResult>);
    expect(hook.result).toBe(result);
    expect(hook.status).toBe("ready");
    expect(fake.calls.request_pay).toHaveLength(1);
    expect(fake.calls.init).toHaveLength(1);
    // The page is initialised: other options have nothing to change.
    if (__DEV__)
      expect(warned).toHaveBeenCalledWith(expect.stringContaining("retries of a later call is ignored"));
  });

  describe("pays nobody but its own merchant", () => {
    const another = "imp11111111";
    const payIsRefused = async () => {
      await act(async () => {
        await expect(hook.requestPay(order)).rejects.toMatchObject({ code: "ALREADY_INITIALIZED" });
      });
      expect(hook).toMatchObject({ status: "error", error: { code: "ALREADY_INITIALIZED" } });
      expect(fake.calls.request_pay).toEqual([]);
    };
    beforeEach(() => vi.spyOn(console, "warn").mockImplementation(() => {}));

    it("after a page that another merchant was paid on", async () => {
      await show(<Checkout />);
      await act(async () => root?.unmount());
      await show(<Checkout merchant={another} />);
      expect(hook).toMatchObject({ status: "error", error: { code: "ALREADY_INITIALIZED" } });
      await payIsRefused();
      await act(async () => hook.reset());
      await payIsRefused();
    });

    it("when it is told of another, and the page is ready for the first; back at that, it pays again", async () => {
      await show(<Checkout />);
      await act(async () => root?.render(<Checkout merchant={another} />));
      expect(hook).toMatchObject({ status: "error", error: { code: "ALREADY_INITIALIZED" } });
      await payIsRefused();
      await act(async () => root?.render(<Checkout />));
      await act(() => vi.waitFor(() => expect(hook.status).toBe("ready")));
      await act(async () => {
        await hook.requestPay(order);
      });
      expect(hook).toMatchObject({ status: "ready", error: null, result: { success: true } });
    });

    it("in the very task in which it is told of another", async () => {
      await show(<Checkout />);
      await act(async () => {
        flushSync(() => root?.render(<Checkout merchant={another} />));
        await expect(hook.requestPay(order)).rejects.toMatchObject({ code: "ALREADY_INITIALIZED" });
      });
      expect(fake.calls.request_pay).toEqual([]);
    });

    it("when the page couldn't be loaded for it, and was then for another", async () => {
      fake.uninstall();
      await show(<Checkout options={{ timeout: 20, retries: 0 }} />);
      expect(hook).toMatchObject({ status: "error", error: { code: "SDK_LOAD_TIMEOUT" } });
      fake = installFakeIamport();
      await loadIamport(another);
      await payIsRefused();
    });
  });

  it("unmounting while paying aborts nothing: the result still reaches the promise", async () => {
    const told = vi.spyOn(console, "error");
    await show(<Checkout />);
    let payment: Promise<PaymentResult> | undefined;
    await act(async () => {
      payment = hook.requestPay(order);
      root?.unmount();
    });
    root = undefined;
    expect(await payment).toMatchObject({ success: true });
    expect(told).not.toHaveBeenCalled();
  });
});

const landing = "/complete?imp_uid=imp_1&merchant_uid=order-1&imp_success=true";
let seen: ReturnType<typeof useRedirectResult>[] = [];
let toggle = () => {};

function Landing() {
  const landed = useRedirectResult();
  seen.push(landed);
  return <p>{landed ? landed.result.imp_uid : "nothing"}</p>;
}

function ComesAndGoes() {
  const [isThere, setIsThere] = useState(true);
  toggle = () => setIsThere((before) => !before);
  return isThere ? (
    <>
      <Landing />
      <Landing />
    </>
  ) : null;
}

describe("useRedirectResult", () => {
  beforeEach(() => {
    seen = [];
  });

  it("gives each component the result, also under StrictMode and after it was taken away for a while", async () => {
    history.replaceState(null, "", landing);
    remember("request", { merchant_uid: "order-1", amount: 64900, requestedAt: 1 });
    await show(
      <StrictMode>
        <ComesAndGoes />
      </StrictMode>,
    );
    expect(place.textContent).toBe("imp_1imp_1");
    await act(async () => toggle());
    await act(async () => toggle());
    expect(place.textContent).toBe("imp_1imp_1");
    expect(seen[seen.length - 1]).toMatchObject({ request: { amount: 64900 } });
  });

  it("is null where there is no result, and forgets the one of another page", async () => {
    await show(<Landing />);
    expect(place.textContent).toBe("nothing");
    expect(seen).not.toContain(undefined);
  });
});

function Page() {
  const landed = useRedirectResult();
  return (
    <>
      <Checkout />
      <p>{landed ? "landed" : "none"}</p>
    </>
  );
}

function Waiting() {
  const landed = useLanding();
  return (
    <p>{landed === undefined ? "one moment" : landed === null ? "your orders" : landed.result.imp_uid}</p>
  );
}

describe("useLanding tells a page that waits from one that has nothing to wait for", () => {
  it.each([
    ["with a result", landing, "imp_1"],
    ["reloaded after the verdict", "/complete", "your orders"],
  ])("%s", async (_, address, text) => {
    history.replaceState(null, "", address);
    expect(renderToString(<Waiting />)).toContain("one moment");
    await show(<Waiting />);
    expect(place.textContent).toBe(text);
  });
});

it("renders on a server, and hydrates without a mismatch", async () => {
  history.replaceState(null, "", landing);
  place.innerHTML = renderToString(<Page />);
  expect(place.textContent).toBe("loadingnone");
  expect(fake.calls.init).toEqual([]);
  const told = vi.spyOn(console, "error");
  await act(async () => {
    root = hydrateRoot(place, <Page />);
  });
  await vi.waitFor(() => expect(place.textContent).toBe("readylanded"));
  expect(told).not.toHaveBeenCalled();
});

let verification: RequestCertificationHook;

function Verify() {
  verification = useRequestCertification("imp00000000");
  if (shown[shown.length - 1] !== verification.status) shown.push(verification.status);
  return <p>{verification.status}</p>;
}

describe("useRequestCertification", () => {
  it("loads when mounted, and shows how the verification goes", async () => {
    fake.uninstall();
    fake = installFakeIamport({ delay: 50 });
    await show(<Verify />);
    const { requestCertification } = verification;
    let verifying: Promise<unknown> | undefined;
    await act(async () => {
      verifying = requestCertification({ merchant_uid: "verify-1" });
    });
    await act(async () => {
      expect(await verifying).toMatchObject({ success: true });
    });
    expect(verification.result).toMatchObject({ outcome: "authenticated", merchant_uid: "verify-1" });
    expect(shown).toEqual(["loading", "ready", "verifying", "ready"]);
    expect(verification.requestCertification).toBe(requestCertification);
    await act(async () => verification.reset());
    expect(verification.result).toBeNull();
    expect(fake.calls.certification).toMatchObject([{ merchant_uid: "verify-1" }]);
  });

  it("what the shop has to mend is the error", async () => {
    await show(<Verify />);
    await act(async () => {
      await verification.requestCertification({ merchant_uid: "" }).catch(() => {});
    });
    expect(verification).toMatchObject({ status: "error", error: { code: "INVALID_PARAMS" } });
  });
});

/** What {@link Verified} was given. */
let verified: unknown[];

function Verified() {
  verified.push(useCertificationLanding());
  return <p>landed</p>;
}

it("useCertificationLanding: not read yet, none, and the result for each component", async () => {
  verified = [];
  await show(<Verified />);
  expect(verified).toEqual([undefined, null]);
  await act(async () => root?.unmount());
  history.replaceState(null, "", "/verified?imp_uid=imp_1&merchant_uid=v1&success=true");
  await show(
    <StrictMode>
      <Verified />
    </StrictMode>,
  );
  expect(verified[verified.length - 1]).toMatchObject({ result: { success: true, merchant_uid: "v1" } });
});

describe("PaymentUI", () => {
  const paypal = { pg: "paypal_v2", merchant_uid: "order-1", amount: 14.2, currency: "USD" };
  const button = () => place.querySelector<HTMLButtonElement>(".portone-ui-container button");
  let results: PaymentResult[];
  let errors: string[];
  const ui = (params: PaymentParams) => (
    <PaymentUI
      type="paypal-spb"
      merchant="imp00000000"
      params={params}
      onResult={(result) => results.push(result)}
      onError={({ code }) => errors.push(code)}
    />
  );
  const render = (element: React.ReactNode) => act(async () => root?.render(element));
  beforeEach(() => {
    results = [];
    errors = [];
    root = createRoot(place);
  });

  it.each([
    ["", false],
    [", in StrictMode", true],
  ])("draws the gateway's button, whose click pays%s", async (_, strict) => {
    await render(strict ? <StrictMode>{ui(paypal)}</StrictMode> : ui(paypal));
    await vi.waitFor(() => expect(button()?.textContent).toBe("PayPal"));
    button()?.click();
    await vi.waitFor(() => expect(results).toMatchObject([{ success: true, merchant_uid: "order-1" }]));
  });

  it("pays what it is rendered with at the click, and no more what it was", async () => {
    await render(ui({ ...paypal, buyer_name: "Kim" }));
    await vi.waitFor(() => expect(button()).not.toBeNull());
    await render(ui({ ...paypal, merchant_uid: "order-2", amount: 28.4 }));
    button()?.click();
    await vi.waitFor(() => expect(results).toMatchObject([{ success: true, merchant_uid: "order-2" }]));
    expect(fake.calls.request_pay).toMatchObject([{ merchant_uid: "order-2", amount: 28.4 }]);
    expect(fake.calls.request_pay[0]).not.toHaveProperty("buyer_name");
  });

  it("says what can't be paid, and goes with its component", async () => {
    await render(ui(paypal));
    await vi.waitFor(() => expect(button()).not.toBeNull());
    await render(ui({ ...paypal, amount: -1 }));
    expect(errors).toEqual(["INVALID_PARAMS"]);
    await render(null);
    expect(button()).toBeNull();
  });

  it("is drawn as soon as there is something to pay, though there was nothing at first", async () => {
    await render(ui({ ...paypal, amount: 0 }));
    await vi.waitFor(() => expect(errors).toEqual(["INVALID_PARAMS"]));
    expect(button()).toBeNull();
    await render(ui(paypal));
    await vi.waitFor(() => expect(button()?.textContent).toBe("PayPal"));
    expect(errors).toEqual(["INVALID_PARAMS"]);
  });

  it("what it is to pay may change while it is about to fail", async () => {
    await render(ui({ ...paypal, amount: 0 }));
    root?.render(ui(paypal));
    await vi.waitFor(() => expect(button()?.textContent).toBe("PayPal"));
  });

  it("is drawn once, however often it is rendered with objects that say the same", async () => {
    for (let rendering = 0; rendering < 3; rendering++)
      await render(ui({ ...paypal, custom_data: { seat: 4 } }));
    await vi.waitFor(() => expect(button()).not.toBeNull());
    expect(fake.calls.loadUI).toHaveLength(1);
  });

  it("parameters that can't be sent are said to be so, and take no page down", async () => {
    await render(ui(paypal));
    await vi.waitFor(() => expect(button()).not.toBeNull());
    const circular: Record<string, unknown> = {};
    circular.itself = circular;
    await render(ui({ ...paypal, custom_data: circular }));
    expect(errors).toEqual(["INVALID_PARAMS"]);
    await render(ui(paypal));
    button()?.click();
    await vi.waitFor(() => expect(results).toMatchObject([{ success: true, merchant_uid: "order-1" }]));
  });

  it("unmounted before the SDK was asked, it draws nothing and complains of nothing", async () => {
    await act(async () => {
      flushSync(() => root?.render(ui(paypal)));
      flushSync(() => root?.render(null));
    });
    await act(async () => {});
    expect(errors).toEqual([]);
    expect(fake.calls.loadUI).toEqual([]);
  });
});
