import { onMounted, type Ref, ref, shallowRef } from "vue";
import type { RequestStateFunctions } from "../request/request-state.ts";
import type { LoadOptions, Merchant } from "../sdk/load-iamport.ts";

/**
 * What the composables that open a window have in common: they load the SDK when the component is mounted, and keep what
 * is to be shown.
 *
 * @param atFirst - on a server, and in the first rendering
 * @param create - makes the functions, which tell the state whenever it changes
 */
export function useRequestState<State extends { status: string; result: unknown; error: unknown }, Request>(
  atFirst: State,
  create: (show: (state: State) => void) => RequestStateFunctions<Request>,
  merchant: Merchant,
  options: LoadOptions | undefined,
): {
  status: Ref<State["status"]>;
  result: Ref<State["result"]>;
  error: Ref<State["error"]>;
  request: Request;
  reset: () => void;
} {
  const status = ref(atFirst.status) as Ref<State["status"]>;
  // Shallow: a result is frozen by type, and a proxy of it or of an error is neither.
  const result: Ref<State["result"]> = shallowRef(atFirst.result);
  const error: Ref<State["error"]> = shallowRef(atFirst.error);
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
