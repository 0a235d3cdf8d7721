import { createElement, type ReactElement, useEffect, useRef } from "react";
import type { IamportError } from "../errors.ts";
import type { PaymentParams } from "../payment/params.ts";
import type { PaymentResult } from "../payment/result.ts";
import { keepPaymentUI } from "../payment-ui/keep-payment-ui.ts";
import type { PaymentUIType } from "../payment-ui/load-payment-ui.ts";
import { toPlain } from "../request/params/plain.ts";
import type { LoadOptions, Merchant } from "../sdk/load-iamport.ts";
import { useChange } from "./use-change.ts";

/** What {@link PaymentUI} takes. */
export interface PaymentUIProps {
  /** What is drawn. */
  type: PaymentUIType;
  /** As for `loadIamport`. */
  merchant: Merchant;
  /** As for `loadIamport`; `version` is `"v1"`. Those of the first call on the page count. */
  options?: LoadOptions | undefined;
  /** What a click pays; when it changes, the next click pays that. */
  params: PaymentParams;
  /** Gets the result of each payment. Hand it to `completePayment`. Called as well for one that ends after unmounting. */
  onResult: (result: PaymentResult) => void;
  /** Why there is no button, or why it doesn't pay what it should. */
  onError?: ((error: IamportError) => void) | undefined;
}

/**
 * A gateway's own button, drawn by the v1 SDK, such as PayPal's. The core's `loadPaymentUI` as a component.
 *
 * @example
 * ```tsx
 * <PaymentUI
 *   type="paypal-spb"
 *   merchant="imp00000000"
 *   params={{ pg: "paypal_v2", merchant_uid: order.id, name: order.name, amount: total, currency: "USD" }}
 *   onResult={async (result) => setSentence(sentenceFor(await completePayment(result, { url: "/payments/complete" })))}
 *   onError={(error) => setSentence(sentenceFor(error))}
 * />
 * ```
 * @see https://portone.gitbook.io/docs-en/sdk/javascript-sdk
 */
export function PaymentUI({
  type,
  merchant,
  options,
  params,
  onResult,
  onError,
}: PaymentUIProps): ReactElement {
  const kept = useRef<ReturnType<typeof keepPaymentUI> | null>(null);
  // The latest ones, since each rendering may make new functions.
  const latest = useRef({ onResult, onError, params });
  useEffect(() => {
    latest.current = { onResult, onError, params };
  });
  useChange({ type, merchant, options }, (drawn) => {
    kept.current?.destroy();
    kept.current = keepPaymentUI(
      {
        ...drawn,
        onResult: (result) => latest.current.onResult(result),
        onError: (error) => latest.current.onError?.(error),
      },
      latest.current.params,
    );
  });
  useChange(toPlain(params).plain, () => kept.current?.update(latest.current.params));
  useEffect(
    () => () => {
      kept.current?.destroy();
      kept.current = null;
    },
    [],
  );
  return createElement("div", { className: "portone-ui-container", "data-portone-ui-type": type });
}
