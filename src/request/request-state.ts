import { IamportError } from "../errors.ts";
import { anotherMerchantAsked } from "../messages/loading.ts";
import type { FrameKind } from "../sdk/frames.ts";
import { type LoadOptions, loadIamport, type Merchant } from "../sdk/load-iamport.ts";
import { merchantCodes, merchantKey } from "../sdk/merchant.ts";
import { pageState } from "../sdk/page-state.ts";
import { waitForIdleFrame } from "../sdk/wait-for-frame.ts";

/** The state of a page that opens a window, for a framework to show. */
export interface RequestState<Open extends string, Result> {
  status: "loading" | "ready" | Open | "error";
  result: Result | null;
  error: IamportError | null;
}

/** The state before anything has happened: on a server, and in the browser's first rendering. */
export const atFirst: RequestState<never, never> = { status: "loading", result: null, error: null };

/** The functions that change a {@link RequestState}. */
export interface RequestStateFunctions<Request> {
  /** Loads the SDK, and waits for its frames. */
  load(merchant: Merchant, options?: LoadOptions): Promise<void>;
  /**
   * Opens the window: the SDK is called before this returns, as in the core; the state follows. Rejects with
   * `ALREADY_INITIALIZED` if the page serves another merchant than the one loaded last.
   */
  request: Request;
  /** Forgets result and error; after a failed load, loads again. Does nothing while a window is open. */
  reset(merchant: Merchant, options?: LoadOptions): void;
}

/**
 * What hooks and composables have in common: a page's state, and the functions that change it.
 *
 * @param whileOpen - the status while a window is open
 * @param request - opens it
 * @param frames - the kind of frame that has to have loaded; payments' when left out
 * @param show - gets the state whenever it changes
 */
export function createRequestState<Open extends string, Args extends unknown[], Result>(
  whileOpen: Open,
  request: (...args: Args) => Promise<Result>,
  show: (state: RequestState<Open, Result>) => void,
  frames?: FrameKind,
): RequestStateFunctions<(...args: Args) => Promise<Result>> {
  let state: RequestState<Open, Result> = atFirst;
  let isReady = false;
  /** Who is to be paid, as `merchantKey` writes it. */
  let payee: string | undefined;
  /** How many calls have not settled. There may be several: a second click, or a request after one that vanished. */
  let open = 0;
  const set = (status: typeof state.status, result: Result | null, error: unknown = null) => {
    state = { status, result, error: error as IamportError | null };
    show(state);
  };

  const load = async (merchant: Merchant, options?: LoadOptions) => {
    const asked = merchantKey(merchantCodes(merchant));
    // What was shown for another merchant no longer holds.
    if (payee !== undefined && payee !== asked && !open) set("loading", null);
    payee = asked;
    let error: unknown = null;
    try {
      await loadIamport(merchant, options);
      await whenShown();
      await waitForIdleFrame(pageState(), { kind: frames });
    } catch (cause) {
      error = cause;
    }
    if (payee !== asked) return;
    isReady = !error;
    // If something was begun meanwhile, its state stays.
    if (state.status === "loading") set(error ? "error" : "ready", null, error);
  };

  const ask = (...args: Args): Promise<Result> => {
    // Nothing was loaded yet, and perhaps there is no page.
    if (payee === undefined) return request(...args);
    const { key } = pageState();
    if (key === undefined || key === payee) return request(...args);
    // The payment would go through, and the money to the wrong account.
    return Promise.reject(
      new IamportError("ALREADY_INITIALIZED", __DEV__ && anotherMerchantAsked(payee, key)),
    );
  };

  return {
    load,
    request: (...args: Args): Promise<Result> => {
      const answer = ask(...args);
      if (!open++) set(whileOpen, null);
      // A call that settles while another is open doesn't set the state: a second click is refused, and a request that
      // vanished is given up when the next one begins.
      answer.then(
        (result) => {
          isReady = true;
          if (!--open) set("ready", result);
        },
        (error) => --open || set("error", null, error),
      );
      return answer;
    },
    reset: (merchant: Merchant, options?: LoadOptions) => {
      if (state.status === whileOpen) return;
      set(isReady ? "ready" : "loading", null);
      if (!isReady) void load(merchant, options);
    },
  };
}

/** In a page that the browser renders ahead of its customer, the frames of another site wait for them. */
function whenShown(): Promise<unknown> {
  return new Promise((resolve) => {
    // Not every browser does that, and TypeScript doesn't know it.
    if (!("prerendering" in document && document.prerendering)) resolve(undefined);
    else document.addEventListener("prerenderingchange", resolve, { once: true });
  });
}
