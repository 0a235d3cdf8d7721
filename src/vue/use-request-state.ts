import { onMounted, type Ref, ref, shallowRef } from "vue";
import type { IamportError } from "../errors.ts";
import { atFirst, type RequestState, type RequestStateFunctions } from "../request/request-state.ts";
import type { LoadOptions, Merchant } from "../sdk/load-iamport.ts";

/**
 * What the composables that open a window have in common: they load the SDK when the component is mounted, and keep what
 * is to be shown.
 *
 * @param create - makes the functions, which report the state whenever it changes
 */
export function useRequestState<Open extends string, Result, Request>(
  create: (show: (state: RequestState<Open, Result>) => void) => RequestStateFunctions<Request>,
  merchant: Merchant,
  options: LoadOptions | undefined,
): {
  status: Ref<RequestState<Open, Result>["status"]>;
  result: Ref<Result | null>;
  error: Ref<IamportError | null>;
  request: Request;
  reset: () => void;
} {
  const status = ref(atFirst.status) as Ref<RequestState<Open, Result>["status"]>;
  // Shallow, so that the shop gets the result and the error themselves, and no proxies of them.
  const result: Ref<Result | null> = shallowRef(atFirst.result);
  const error: Ref<IamportError | null> = shallowRef(atFirst.error);
  const functions = create((state) => {
    status.value = state.status;
    result.value = state.result;
    error.value = state.error;
  });
  onMounted(() => void functions.load(merchant, options));
  return {
    status,
    result,
    error,
    request: functions.request,
    reset: () => functions.reset(merchant, options),
  };
}
