import type { IamportError } from "../errors.ts";
import type { PaymentParams } from "../payment/params.ts";
import type { PaymentResult } from "../payment/result.ts";
import { type LoadOptions, loadIamport, type Merchant } from "../sdk/load-iamport.ts";
import { loadPaymentUI, type PaymentUI, type PaymentUIType } from "./load-payment-ui.ts";

/** What a component has to know to keep a gateway's button in the page. */
export interface KeptPaymentUI {
  type: PaymentUIType;
  merchant: Merchant;
  /** As for `loadIamport`; `version` is `"v1"` if they name none. */
  options: LoadOptions | undefined;
  onResult(result: PaymentResult): void;
  onError(error: IamportError): void;
}

/**
 * What React's component and Vue's have in common: loads the SDK, has the button drawn, and keeps the button's payment
 * up to date.
 *
 * @param first - what a click pays at first
 * @returns `update` sets all that a click pays from now on; `destroy` takes the button away
 */
export function keepPaymentUI(
  { type, merchant, options, onResult, onError }: KeptPaymentUI,
  first: PaymentParams,
): { update(params: PaymentParams): void; destroy(): void } {
  const mounted = new AbortController();
  let wanted = first;
  let asked: object = first;
  let ui: PaymentUI | undefined;
  const fail = (error: unknown) => {
    // A component that has gone isn't told that its button wasn't drawn.
    if (!mounted.signal.aborted) onError(error as IamportError);
  };
  const ask = () => {
    // Parameters that are no longer given are taken back.
    const gone = Object.fromEntries(Object.keys(asked).map((name) => [name, undefined]));
    try {
      ui?.update({ ...gone, ...wanted });
      asked = wanted;
    } catch (error) {
      fail(error);
    }
  };
  let isDrawing = false;
  const draw = async () => {
    isDrawing = true;
    let drawn: PaymentParams | undefined;
    try {
      await loadIamport(merchant, { ...options, version: options?.version ?? "v1" });
      drawn = wanted;
      ui = await loadPaymentUI<PaymentParams>(type, drawn, { onResult, signal: mounted.signal });
      asked = drawn;
    } catch (error) {
      fail(error);
    }
    isDrawing = false;
    // What a click is to pay has changed meanwhile.
    if (drawn && wanted !== drawn) update(wanted);
  };
  const update = (params: PaymentParams) => {
    wanted = params;
    if (ui) ask();
    // The button couldn't be drawn before: the cart was empty, or the SDK didn't come.
    else if (!isDrawing && !mounted.signal.aborted) void draw();
  };
  void draw();
  return {
    update,
    destroy: () => mounted.abort(),
  };
}
