import { throwStops } from "../request/params/stops.ts";
import type { RequestKind } from "../request/run-request.ts";
import { withDefaults } from "../request/with-defaults.ts";
import { frameGateway } from "../sdk/frame-gateway.ts";
import { type PageState, pageState } from "../sdk/page-state.ts";
import { type PaymentResult, toResult } from "./result.ts";
import { checkBeforePaying, type SentParams } from "./validation/check-before-paying.ts";

/** What the SDK is called with. */
export type PaymentRequest = SentParams & { merchant_uid: string; m_redirect_url: string };

/**
 * A payment's parameters as they are meant, with an ID and a landing page where the shop has given none; throws what
 * stops the payment.
 *
 * @param asked - `hasOwnButton`: see {@link checkBeforePaying}
 */
export function readPayment(
  params: unknown,
  { imp }: PageState,
  asked: { hasOwnButton?: boolean } = {},
): PaymentRequest {
  // An SDK that hasn't come yet is asked when it has.
  const knowsChannels = !imp || !!imp.loadUI;
  const { given, issues } = checkBeforePaying(params, undefined, { ...asked, knowsChannels });
  throwStops(issues);
  return withDefaults(given);
}

/** A payment, as the SDK is asked for one. */
export const payment: RequestKind<PaymentRequest, PaymentResult> = {
  readParams: readPayment,
  callSdk: (imp, request, hear) => {
    const state = pageState();
    // Now: with the answer the SDK makes its frames anew. A channel's gateway the answer alone names.
    state.gateway = isByChannel(request) ? undefined : frameGateway(state, request.pg);
    imp.request_pay(request, hear);
  },
  toResult: (fields, delivery, asked) =>
    toResult(fields, delivery, { ...asked, gateway: pageState().gateway }),
  toRemember: ({ amount, name, pg, pay_method }) => {
    const { gateway } = pageState();
    return { amount, name, pg, pay_method, gateway };
  },
};

function isByChannel({ channelKey, channelGroupId }: PaymentRequest): boolean {
  return !!(channelKey || channelGroupId);
}
