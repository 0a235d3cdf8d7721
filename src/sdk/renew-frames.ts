import { IamportError } from "../errors.ts";
import { initThrew } from "../messages/loading.ts";
import { pause } from "../pause.ts";
import { forgetFrames, restoreDialog } from "./dialog.ts";
import { lendJquery } from "./lend-jquery.ts";
import type { PageState } from "./page-state.ts";

/**
 * Has the SDK make its frames anew, so that nothing of a payment goes on in the old ones.
 *
 * @throws {@link IamportError} `INIT_FAILED`: the SDK threw
 */
export function renewFrames(state: PageState): void {
  restoreDialog(state);
  // The SDK needs jQuery again when the list of gateways has come.
  const giveBack = lendJquery(state);
  try {
    state.init?.();
  } catch (cause) {
    giveBack();
    throw new IamportError("INIT_FAILED", __DEV__ && initThrew(cause), { cause });
  }
  forgetFrames(state);
  afterFramesLoaded(state, giveBack);
}

/**
 * Gives the page's jQuery back once a frame has loaded again, as one does after each payment, or after `timeout` at the
 * latest.
 */
export async function afterFramesLoaded(state: PageState, giveBackJquery: () => void): Promise<void> {
  // If nothing was lent, there is nothing to wait for.
  if (!state.lent) return;
  const start = performance.now();
  const hasLoadedSince = () => state.frameLoads?.some(({ at }) => at >= start);
  while (!hasLoadedSince() && performance.now() - start < (state.timeout ?? 10_000)) await pause(50);
  giveBackJquery();
}
