import { renderToString } from "@vue/server-renderer";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type App, createApp, createSSRApp, defineComponent, h, nextTick, type Ref, ref, version } from "vue";
import type { LoadOptions, PaymentResult } from "../../src/index.ts";
import { type FakeIamport, installFakeIamport } from "../../src/testing/index.ts";
import {
  type RequestCertificationRefs,
  type RequestPayRefs,
  type UsePaymentUIOptions,
  useCertificationLanding,
  usePaymentUI,
  useRedirectResult,
  useRequestCertification,
  useRequestPay,
} from "../../src/vue/index.ts";

const order = { pg: "kcp", merchant_uid: "order-1", amount: 64900 };

let fake: FakeIamport;
let app: App | undefined;
let place: HTMLElement;
let refs: RequestPayRefs;

const Checkout = (options?: LoadOptions) =>
  defineComponent(() => {
    refs = useRequestPay("imp00000000", options);
    const landed = useRedirectResult();
    return () => h("p", `${refs.status.value} ${landed.value ? landed.value.result.imp_uid : "none"}`);
  });

beforeEach(() => {
  fake = installFakeIamport();
  place = document.body.appendChild(document.createElement("main"));
});
afterEach(() => {
  app?.unmount();
  app = undefined;
  place.remove();
  fake.uninstall();
  history.replaceState(null, "", "/checkout");
  vi.restoreAllMocks();
});

async function show(options?: LoadOptions) {
  app = createApp(Checkout(options));
  app.mount(place);
  expect(place.textContent).toBe("loading none");
  await vi.waitFor(() => expect(refs.status.value).not.toBe("loading"));
}

it("is tried with the release of Vue that this project is for", () => {
  expect(version).toMatch(new RegExp(`^${process.env.FRAMEWORK_RELEASE ?? "3.5"}\\.`));
});

describe("useRequestPay", () => {
  it("loads when mounted, and shows how the payment goes", async () => {
    await show();
    await nextTick();
    expect(place.textContent).toBe("ready none");
    const payment = refs.requestPay(order);
    // Before it returns: the click still counts.
    expect(fake.calls.request_pay).toHaveLength(1);
    expect(refs.status.value).toBe("paying");
    expect(await payment).toBe(refs.result.value);
    expect(refs.result.value).toMatchObject({ success: true, merchant_uid: "order-1" });
    expect(refs.status.value).toBe("ready");
    refs.reset();
    expect([refs.result.value, refs.error.value]).toEqual([null, null]);
  });

  it("shows what the shop has to mend, and rejects with it as well", async () => {
    await show();
    await expect(refs.requestPay({ ...order, amount: -1 })).rejects.toMatchObject({ code: "INVALID_PARAMS" });
    expect(refs.status.value).toBe("error");
    expect(refs.error.value).toMatchObject({ code: "INVALID_PARAMS" });
  });

  it("a load that fails is an error, and reset loads again", async () => {
    fake.uninstall();
    await show({ timeout: 10, retries: 0 });
    expect(refs.error.value).toMatchObject({ code: "SDK_LOAD_TIMEOUT" });
    fake = installFakeIamport();
    refs.reset();
    await vi.waitFor(() => expect(refs.status.value).toBe("ready"));
  });

  it("pays nobody but its own merchant: not the one that the page before was for", async () => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
    await show();
    app?.unmount();
    app = createApp(
      defineComponent(() => {
        refs = useRequestPay("imp11111111");
        return () => h("p", refs.status.value);
      }),
    );
    app.mount(place);
    await vi.waitFor(() => expect(refs.status.value).toBe("error"));
    await expect(refs.requestPay(order)).rejects.toMatchObject({ code: "ALREADY_INITIALIZED" });
    expect(refs.error.value).toMatchObject({ code: "ALREADY_INITIALIZED" });
    expect(fake.calls.request_pay).toEqual([]);
  });

  it("unmounting while paying aborts nothing", async () => {
    await show();
    const payment = refs.requestPay(order);
    app?.unmount();
    app = undefined;
    expect(await payment).toMatchObject({ success: true });
  });
});

it("useRedirectResult gives the landing page's result once mounted", async () => {
  history.replaceState(null, "", "/complete?imp_uid=imp_1&merchant_uid=order-1&imp_success=true");
  app = createApp(Checkout());
  app.mount(place);
  await nextTick();
  expect(place.textContent).toContain("imp_1");
});

it("renders on a server, and hydrates without a mismatch", async () => {
  history.replaceState(null, "", "/complete?imp_uid=imp_1&merchant_uid=order-1&imp_success=true");
  const component = Checkout();
  place.innerHTML = await renderToString(createSSRApp(component));
  expect(place.textContent).toBe("loading none");
  expect(fake.calls.init).toEqual([]);
  const told = vi.spyOn(console, "error");
  const warned = vi.spyOn(console, "warn");
  app = createSSRApp(component);
  app.mount(place);
  await vi.waitFor(() => expect(place.textContent).toBe("ready imp_1"));
  expect(told).not.toHaveBeenCalled();
  expect(warned).not.toHaveBeenCalled();
});

it("useRequestCertification loads when mounted, and shows how the verification goes", async () => {
  let verification: RequestCertificationRefs | undefined;
  app = createApp(
    defineComponent(() => {
      verification = useRequestCertification("imp00000000");
      return () => h("p", verification?.status.value);
    }),
  );
  app.mount(place);
  await vi.waitFor(() => expect(place.textContent).toBe("ready"));
  const verifying = verification?.requestCertification({ merchant_uid: "verify-1" });
  await nextTick();
  expect(place.textContent).toBe("verifying");
  expect(await verifying).toMatchObject({ success: true, merchant_uid: "verify-1" });
  expect(verification?.result.value).toMatchObject({ outcome: "authenticated" });
  verification?.reset();
  expect(verification?.result.value).toBeNull();
});

it("useCertificationLanding gives the result once the component is mounted", () => {
  history.replaceState(null, "", "/verified?imp_uid=imp_1&merchant_uid=v1&success=true");
  const seen: unknown[] = [];
  app = createApp(
    defineComponent(() => {
      const landed = useCertificationLanding();
      seen.push(landed.value);
      return () => h("p", landed.value?.result.imp_uid ?? "");
    }),
  );
  app.mount(place);
  expect(seen).toEqual([undefined]);
  return vi.waitFor(() => expect(place.textContent).toBe("imp_1"));
});

/** Mounts a page with PayPal's button, which is to pay that much. */
function mountButton(amount: Ref<number>, told: Pick<UsePaymentUIOptions, "onResult" | "onError">): App {
  const mounted = createApp(
    defineComponent(() => {
      usePaymentUI(
        "paypal-spb",
        () => ({ pg: "paypal_v2", merchant_uid: "order-1", amount: amount.value, currency: "USD" }),
        { merchant: "imp00000000", ...told },
      );
      return () => h("div", { class: "portone-ui-container", "data-portone-ui-type": "paypal-spb" });
    }),
  );
  mounted.mount(place);
  return mounted;
}

it("usePaymentUI draws the button as soon as there is something to pay", async () => {
  const errors: string[] = [];
  const amount = ref(0);
  app = mountButton(amount, { onResult: () => {}, onError: ({ code }) => errors.push(code) });
  await vi.waitFor(() => expect(errors).toEqual(["INVALID_PARAMS"]));
  amount.value = 14.2;
  await vi.waitFor(() => expect(place.querySelector("button")?.textContent).toBe("PayPal"));
});

it("usePaymentUI keeps the gateway's button, which pays what the params say at the click", async () => {
  const results: PaymentResult[] = [];
  const amount = ref(14.2);
  app = mountButton(amount, { onResult: (result) => results.push(result) });
  const button = () => place.querySelector("button");
  await vi.waitFor(() => expect(button()?.textContent).toBe("PayPal"));
  amount.value = 28.4;
  await nextTick();
  button()?.click();
  await vi.waitFor(() => expect(results).toMatchObject([{ success: true, merchant_uid: "order-1" }]));
  expect(fake.calls.request_pay).toMatchObject([{ amount: 28.4 }]);
  app.unmount();
  expect(place.querySelector("button")).toBeNull();
});
