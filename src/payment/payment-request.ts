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
  // Before the SDK has come, channels pass; they are checked again once it is there.
  const knowsChannels = !imp || !!imp.loadUI;
  const { given, issues } = checkBeforePaying(params, undefined, { ...asked, knowsChannels });
  throwStops(issues);
  return withDefaults(given);
}

/** A payment, as a kind of request to the SDK. */
export const payment: RequestKind<PaymentRequest, PaymentResult> = {
  readParams: readPayment,
  callSdk: (imp, request, hear) => {
    const state = pageState();
    // Read now, since the SDK makes its frames anew when it answers. Where a channel decides the gateway, only the
    // answer names it.
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
