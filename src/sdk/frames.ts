import { IamportError } from "../errors.ts";
import {
  frameBlocked,
  framesNeverCame,
  framesOffline,
  framesReloading,
  otherMerchant,
} from "../messages/loading.ts";
import { pause } from "../pause.ts";
import { restoreDialog, sdkDialog } from "./dialog.ts";
import { expectFrameLoads, isQuiet, loadsOf } from "./frame-loads.ts";
import { frameMerchant } from "./initialise.ts";
import { lendJquery } from "./lend-jquery.ts";
import type { PageState } from "./page-state.ts";

/** What a frame is for, as its address has it. */
export type FrameKind = "/payments/" | "/certificates/";

/**
 * Whether the SDK would send a request at once, to a frame that will still be there for the answer. Otherwise it keeps
 * it, and opens the window whenever the frame has loaded, perhaps long after the shop gave up.
 */
export function isFrameReady(state: PageState, pg: string | undefined, kind?: FrameKind): boolean {
  forgetReloaded(state);
  // The v1 SDK's newer gateways have no frames.
  if (state.imp?.loadUI) return true;
  const frame = frameFor(state, pg, kind);
  if (!frame?.isConnected || !isOurs(state, frame) || policyAgainst(state, frame)) return false;
  const loads = loadsOf(state, frame.src);
  return hasLoaded(state, frame) && isQuiet(loads) && !isErrorPage(state, frame);
}

/**
 * Waits for the SDK and the frame; initialises once more when that doesn't come.
 *
 * @param isOver - whether nobody waits any more: then it returns, whatever there is
 * @throws {@link IamportError} `INIT_FAILED`: no frame, or one that the page's policy blocks, or one that is loaded over and
 *   over; `ALREADY_INITIALIZED`: the frames are another merchant's; and what `loadIamport` rejects with
 */
export async function waitForFrame(
  state: PageState,
  pg: string | undefined,
  isOver: () => boolean = () => false,
  kind?: FrameKind,
): Promise<void> {
  const find = () => frameFor(state, pg, kind);
  await state.load?.();
  const timeout = state.timeout ?? 10_000;
  for (let attempt = 1; attempt <= 2; attempt++) {
    restoreDialog(state);
    const start = performance.now();
    const known = find();
    if (known && isErrorPage(state, known) && navigator.onLine) renewFrames(state);
    for (; performance.now() - start < timeout; await pause(20)) {
      if (isOver() || isFrameReady(state, pg, kind)) return;
      const frame = find();
      if (frame) throwIfHopeless(state, frame);
      if (frame && loadsSince(state, frame, start) > handful) throw reloadError(state, frame, start);
    }
    const frame = find();
    if (frame && loadsSince(state, frame, start) > 1) throw reloadError(state, frame, start);
    if (attempt === 1) renewFrames(state);
  }
  throw new IamportError(
    "INIT_FAILED",
    __DEV__ && (navigator.onLine ? framesNeverCame(timeout) : framesOffline(timeout)),
  );
}

/** More loads than this, one after the other while a payment waits, are a loop before the time is over. */
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

/** Has the SDK make its frames anew, so that nothing of a payment goes on in the old ones. */
export function renewFrames(state: PageState): void {
  restoreDialog(state);
  expectFrameLoads(state);
  // The SDK needs it again when the list of gateways has come.
  const giveBack = lendJquery(state);
  try {
    state.init?.();
  } catch (error) {
    giveBack();
    throw error;
  }
  afterFramesLoaded(state, giveBack);
}

/** Gives the page's jQuery back when a frame has loaded from now on, as after each payment; or when that takes longer than `timeout`. */
export async function afterFramesLoaded(state: PageState, giveBackJquery: () => void): Promise<void> {
  // Nothing waits where nothing was lent.
  if (!state.lent) return;
  const start = performance.now();
  const hasLoadedSince = () => state.frameLoads?.some(({ at }) => at >= start);
  while (!hasLoadedSince() && performance.now() - start < (state.timeout ?? 10_000)) await pause(50);
  giveBackJquery();
}

/** What no waiting mends. */
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

function hasLoaded(state: PageState, frame: HTMLIFrameElement): boolean {
  if (state.frames?.has(frame)) return true;
  // A frame that was there before us fired its `load` unseen. It has left `about:blank`: that has to do.
  return !!state.adopted && frame.contentDocument?.URL !== "about:blank";
}

/** The page may have called `IMP.init` for another merchant in a moment in which that couldn't be seen. */
function isOurs(state: PageState, frame: HTMLIFrameElement): boolean {
  const found = frameMerchant(frame);
  return !found || found === state.key;
}

/** The browser fires `load` for the page too by which it says that it may not show the frame. */
function policyAgainst(state: PageState, frame: HTMLIFrameElement): SecurityPolicyViolationEvent | undefined {
  return state.violations?.find(
    ({ disposition, effectiveDirective, blockedURI }) =>
      disposition === "enforce" &&
      (effectiveDirective === "frame-src" || effectiveDirective === "child-src") &&
      /^https?:/.test(blockedURI) &&
      frame.src.startsWith(`${new URL(blockedURI).origin}/`),
  );
}

/** What has loaded while the browser was offline is its error page. (The sandbox on one's own machine is there all the same.) */
function isErrorPage(state: PageState, { src }: HTMLIFrameElement): boolean {
  const loads = loadsOf(state, src);
  return loads[loads.length - 1]?.isOffline === true && !/^https?:\/\/(localhost|127\.|\[::1\])/.test(src);
}

/** The frame that the SDK will choose, read off the page: the gateway's, else the default one, which is first. */
export function frameFor(state: PageState, pg = "", kind: FrameKind = "/payments/"): HTMLIFrameElement | undefined {
  const [code, id = ""] = pg.split(".");
  const within = sdkDialog(state) ?? document;
  const frames = [...within.querySelectorAll<HTMLIFrameElement>(".imp-frame")];
  const ofKind = frames.filter(({ src }) => src.includes(kind));
  return (
    ofKind.find(({ src, classList }) => classList.contains(`imp-frame-${code}`) && src.includes(id)) ??
    ofKind[0] ??
    frames[0]
  );
}

/** Whether the SDK's frames have come, and none is for that. The v1 SDK may do without. */
export function lacksFramesFor(state: PageState, kind: FrameKind): boolean {
  const frame = frameFor(state, undefined, kind);
  return !!frame && !state.imp?.loadUI && !frame.src.includes(kind);
}

/** SDK 1.1.5 sets a frame's address anew after each answer: it is the same frame, and loading again. */
function forgetReloaded(state: PageState): void {
  const forget = (records: MutationRecord[]) => {
    for (const { target } of records) state.frames?.delete(target);
  };
  if (!state.reloads) {
    state.reloads = new MutationObserver(forget);
    state.reloads.observe(document, { subtree: true, attributeFilter: ["src"] });
  }
  forget(state.reloads.takeRecords());
}
