import { useRef, useState } from "react";
import { atFirst, type RequestState, type RequestStateFunctions } from "../request/request-state.ts";
import type { LoadOptions, Merchant } from "../sdk/load-iamport.ts";
import { hintOnServer } from "./hint-on-server.ts";
import { useChange } from "./use-change.ts";

/**
 * What the hooks that open a window have in common: they load the SDK when the component is mounted, and keep what is to
 * be shown.
 *
 * @param create - makes the functions, which report the state whenever it changes
 */
export function useRequestState<Open extends string, Result, Request>(
  create: (show: (state: RequestState<Open, Result>) => void) => RequestStateFunctions<Request>,
  merchant: Merchant,
  options: LoadOptions | undefined,
): { state: RequestState<Open, Result>; request: Request; reset: () => void } {
  hintOnServer(options);
  const [state, setState] = useState<RequestState<Open, Result>>(atFirst);
  const [functions] = useState(() => create(setState));
  const reset = useRef(() => {});
  useChange({ merchant, options }, ({ merchant, options }) => {
    void functions.load(merchant, options);
    reset.current = () => functions.reset(merchant, options);
  });
  const [resetLatest] = useState(() => () => reset.current());
  return { state, request: functions.request, reset: resetLatest };
}
