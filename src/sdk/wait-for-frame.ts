import { IamportError } from "../errors.ts";
import {
  frameBlocked,
  framesNeverCame,
  framesOffline,
  framesReloading,
  otherMerchant,
} from "../messages/loading.ts";
import { pause } from "../pause.ts";
import { restoreDialog } from "./dialog.ts";
import { isQuiet, loadsOf } from "./frame-loads.ts";
import { frameFor, isErrorPage, isFrameReady, isOurs, policyAgainst, type WantedFrame } from "./frames.ts";
import { frameMerchant } from "./initialise.ts";
import { type PageState, pageState } from "./page-state.ts";
import { renewFrames } from "./renew-frames.ts";

/**
 * Waits for the SDK and the frame; initialises once more if the frame doesn't come.
 *
 * @param isOver - whether nobody waits any more: then this returns at once, and leaves the frames alone
 * @throws {@link IamportError} `INIT_FAILED`: no frame, or one that the page's policy blocks, or one that is loaded over and
 *   over; `ALREADY_INITIALIZED`: the frames are another merchant's; and what `loadIamport` rejects with
 */
export async function waitForFrame(
  state: PageState,
  wanted: WantedFrame,
  isOver: () => boolean,
): Promise<void> {
  const find = () => frameFor(state, wanted);
  await state.load?.();
  const timeout = state.timeout ?? 10_000;
  for (let attempt = 1; attempt <= 2; attempt++) {
    // Once nobody waits for the frames, another payment may be using them.
    if (isOver()) return;
    restoreDialog(state);
    const start = performance.now();
    const known = find();
    if (state.silent || (known && isErrorPage(state, known) && navigator.onLine)) renewFrames(state);
    state.silent = false;
    for (; performance.now() - start < timeout; await pause(20)) {
      if (isOver() || isFrameReady(state, wanted)) return;
      const frame = find();
      if (!frame && hadFramesAtRest(state) && performance.now() - start > mayBeRemade) break;
      if (frame) throwIfHopeless(state, frame);
      if (frame && loadsSince(state, frame, start) > handful) throw reloadError(state, frame, start);
    }
    if (isOver()) return;
    const frame = find();
    if (frame && loadsSince(state, frame, start) > 1) throw reloadError(state, frame, start);
    if (attempt === 1) renewFrames(state);
  }
  throw new IamportError(
    "INIT_FAILED",
    __DEV__ && (navigator.onLine ? framesNeverCame(timeout) : framesOffline(timeout)),
  );
}

/**
 * The same for a page that isn't paying yet. Making frames anew throws an open payment's window away: so this waits
 * while somebody pays, and looks afterwards.
 */
export async function waitForIdleFrame(state: PageState, wanted: WantedFrame): Promise<void> {
  const isPaying = () => !!state.payment;
  do {
    while (isPaying()) await pause(100);
    // Meanwhile a test may have begun afresh on the same page: nothing may be loaded into that.
    if (pageState() !== state) return;
    await waitForFrame(state, wanted, isPaying);
  } while (isPaying());
}

/**
 * For how long the frames may be missing, in milliseconds. The SDK takes them all away when it makes them anew, and
 * asks for the list of gateways. If it takes longer, the page has taken them away.
 */
const mayBeRemade = 1_000;

/**
 * Whether there were frames, and the last had come to rest. Frames in a loop are missing between two loads, and making
 * them anew would only hide the loop.
 */
function hadFramesAtRest(state: PageState): boolean {
  const last = state.frameLoads?.[state.frameLoads.length - 1];
  return !!last && isQuiet(loadsOf(state, last.frame.src));
}

/** More loads than this while a payment waits are a loop: no need to wait for the timeout. */
const handful = 5;

function loadsSince(state: PageState, { src }: HTMLIFrameElement, start: number): number {
  return loadsOf(state, src).filter(({ at }) => at >= start).length;
}

function reloadError(state: PageState, frame: HTMLIFrameElement, start: number): IamportError {
  return new IamportError(
    "INIT_FAILED",
    __DEV__ && framesReloading(loadsSince(state, frame, start), frame.src, performance.now() - start),
  );
}

/** Throws if no waiting will help: the frame is another merchant's, or the page's policy blocks it. */
function throwIfHopeless(state: PageState, frame: HTMLIFrameElement): void {
  if (!isOurs(state, frame)) {
    const found = frameMerchant(frame);
    throw new IamportError("ALREADY_INITIALIZED", __DEV__ && otherMerchant(state.key, found));
  }
  const violation = policyAgainst(state, frame);
  if (violation) {
    throw new IamportError("INIT_FAILED", __DEV__ && frameBlocked(violation.effectiveDirective, frame.src));
  }
}
