import type { PaymentParams } from "../payment/params.ts";
import { answerTo, answerToCertification, type Decision, type FakeGateway, gatewayFor } from "./answers.ts";

/**
 * What a payment or an identity verification comes to: approved, declined by the issuer, cancelled by the customer, a
 * virtual account issued; or whatever your function makes of the parameters, which the SDK's callback gets as it is.
 */
export type FakeOutcome = "approve" | "decline" | "cancel" | "vbank" | ((params: PaymentParams) => unknown);

/** How {@link installFakeIamport} answers. */
export interface FakeIamportOptions {
  /**
   * What each payment and each identity verification comes to.
   * @default "approve"
   */
  outcome?: FakeOutcome | undefined;
  /**
   * Milliseconds until the answer, by `setTimeout`: with fake timers, it comes when you let it.
   * @default 0
   */
  delay?: number | undefined;
  /**
   * The merchant's gateways; the first is the default. A `pg` that is not among them is paid through the default
   * one.
   * @default any gateway there is
   */
  gateways?: readonly FakeGateway[] | undefined;
}

/** The fake that {@link installFakeIamport} has put in place. */
export interface FakeIamport {
  /** What the SDK was called with, in order. */
  calls: {
    /** The arguments of each `IMP.init` and `IMP.agency`. */
    init: unknown[][];
    /** The parameters of each `IMP.request_pay`, and of each payment by a button that `IMP.loadUI` has drawn. */
    request_pay: unknown[];
    /** The parameters of each `IMP.certification`. */
    certification: unknown[];
    /** The type and the parameters of each `IMP.loadUI` and `IMP.updateLoadUIRequest`. */
    loadUI: [type: string, params: unknown][];
  };
  /**
   * Takes away the fake, and what the library remembers of the page, so that the next test begins afresh. A payment
   * that is still open ends as `unknown`, `ABANDONED`; no timer of it is left.
   */
  uninstall(): void;
}

type Callback = (response: unknown) => void;

/**
 * Puts a fake `window.IMP` in place that the library takes for PortOne's SDK, so that a shop's own unit tests can pay
 * without a network: nothing is loaded, no window opens, and each payment is answered as told. For jsdom and
 * happy-dom, with any test runner.
 *
 * It answers as `iamport.payment` 1.2.0 does on a PC, by callback. For redirects, popups and the payment window
 * itself, take the sandbox and a browser.
 *
 * @throws Error when there is no `window`
 * @example
 * ```ts
 * const fake = installFakeIamport({ outcome: "decline" });
 * await userEvent.click(screen.getByRole("button", { name: "Pay" }));
 * await screen.findByText("The payment was not made. You can try again.");
 * expect(fake.calls.request_pay).toMatchObject([{ merchant_uid: "order-1", amount: 64900 }]);
 * fake.uninstall();
 * ```
 * @see https://portone.gitbook.io/docs-en/sdk/javascript-sdk
 */
export function installFakeIamport({
  outcome = "approve",
  delay = 0,
  gateways = [],
}: FakeIamportOptions = {}): FakeIamport {
  if (typeof window === "undefined") {
    throw new Error("installFakeIamport needs a page: run this test in jsdom or happy-dom.");
  }
  const page = window as unknown as Record<PropertyKey, unknown>;
  const before = page.IMP;
  const calls: FakeIamport["calls"] = { init: [], request_pay: [], certification: [], loadUI: [] };
  /** What `loadUI` was asked for last, by type. */
  const drawn = new Map<string, { data: PaymentParams; callback: Callback | undefined }>();
  /** The calls without an answer yet: the function that ends each, and the timer of its answer. */
  const open = new Map<(answer: unknown) => void, ReturnType<typeof setTimeout>>();
  let dialog: HTMLElement | undefined;

  const init = (...args: unknown[]) => {
    calls.init.push(args);
    if (dialog) return;
    dialog = document.createElement("div");
    dialog.className = "imp-dialog";
    dialog.style.display = "none";
    document.body.append(dialog);
  };
  const show = (display: "block" | "none") => {
    if (dialog) dialog.style.display = display;
  };

  /** Shows the window, and takes it away with the answer. */
  const openWindow = (
    data: PaymentParams,
    callback: Callback | undefined,
    answer: (decision: Decision) => unknown,
  ) => {
    show("block");
    const end = (answer: unknown) => {
      if (!open.has(end)) return;
      clearTimeout(open.get(end));
      open.delete(end);
      show("none");
      callback?.(answer);
    };
    const timer = setTimeout(async () => {
      end(typeof outcome === "function" ? await outcome(data) : answer(outcome));
    }, delay);
    open.set(end, timer);
  };
  const pay = (data: PaymentParams, callback?: Callback) => {
    calls.request_pay.push({ ...data });
    openWindow(data, callback, (decision) => answerTo({ ...data }, decision, gatewayFor(data.pg, gateways)));
  };

  page.IMP = {
    init,
    agency: init,
    request_pay: pay,
    certification: (data: PaymentParams, callback?: Callback) => {
      calls.certification.push({ ...data });
      openWindow(data, callback, (decision) => answerToCertification({ ...data }, decision));
    },
    // As with PortOne's SDK: the frames are made anew, and what was open in them is gone.
    close: () => {
      show("none");
      for (const timer of open.values()) clearTimeout(timer);
      open.clear();
    },
    // An SDK with `loadUI` is known to the library as one that needs neither jQuery nor frames.
    loadUI: (type: string, data: PaymentParams, callback?: Callback) => {
      calls.loadUI.push([type, { ...data }]);
      drawn.set(type, { data, callback });
      for (const place of document.querySelectorAll<HTMLElement>(".portone-ui-container")) {
        if ((place.dataset.portoneUiType || type) !== type) continue;
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = type.startsWith("paypal") ? "PayPal" : type;
        button.addEventListener("click", () => {
          const asked = drawn.get(type);
          if (asked) pay(asked.data, asked.callback);
        });
        place.replaceChildren(button);
      }
    },
    updateLoadUIRequest: (type: string, data: PaymentParams) => {
      calls.loadUI.push([type, { ...data }]);
      const asked = drawn.get(type);
      if (asked) asked.data = data;
    },
  };
  forget();

  /** Forgets the library's record of the page: who was initialised, which payment is open, what was remembered. */
  function forget() {
    delete page[Symbol.for("iamport-request-pay")];
    try {
      for (const part of ["request", "answer"]) sessionStorage.removeItem(`iamport-request-pay:${part}`);
    } catch {
      // jsdom on about:blank has no storage: there is nothing to forget.
    }
  }

  return {
    calls,
    uninstall: () => {
      // The library watches over an open payment: nothing of that may outlive the test's page.
      for (const end of open.keys()) {
        end({ success: null, error_code: "ABANDONED", error_msg: "The fake was uninstalled." });
      }
      dialog?.remove();
      if (before === undefined) delete page.IMP;
      else page.IMP = before;
      forget();
    },
  };
}
