import { sdkDialog } from "./dialog.ts";
import { isQuiet, loadsOf } from "./frame-loads.ts";
import { frameMerchant } from "./initialise.ts";
import type { PageState } from "./page-state.ts";

/** What a frame is for, as its address has it. */
export type FrameKind = "/payments/" | "/certificates/";

/** What a frame is wanted for. */
export interface WantedFrame {
  /** The gateway, as a request names it; the default one when left out. */
  pg?: string | undefined;
  /** A payment when left out. */
  kind?: FrameKind | undefined;
}

/**
 * Whether the SDK would send a request at once, to a frame that will still be there for the answer. Otherwise it keeps
 * it, and opens the window whenever the frame has loaded, perhaps long after the shop gave up.
 */
export function isFrameReady(state: PageState, wanted: WantedFrame): boolean {
  forgetReloaded(state);
  // The v1 SDK's newer gateways have no frames.
  if (state.imp?.loadUI) return true;
  if (state.silent) return false;
  const frame = frameFor(state, wanted);
  if (!frame?.isConnected || !isOurs(state, frame) || policyAgainst(state, frame)) return false;
  const loads = loadsOf(state, frame.src);
  return hasLoaded(state, frame) && isQuiet(loads) && !isErrorPage(state, frame);
}

function hasLoaded(state: PageState, frame: HTMLIFrameElement): boolean {
  if (state.frames?.has(frame)) return true;
  // A frame that was there before us fired its `load` unseen. It has left `about:blank`: that has to do.
  return !!state.adopted && frame.contentDocument?.URL !== "about:blank";
}

/** The page may have called `IMP.init` for another merchant in a moment in which that couldn't be seen. */
export function isOurs(state: PageState, frame: HTMLIFrameElement): boolean {
  const found = frameMerchant(frame);
  return !found || found === state.key;
}

/** The browser fires `load` for the page too by which it says that it may not show the frame. */
export function policyAgainst(
  state: PageState,
  frame: HTMLIFrameElement,
): SecurityPolicyViolationEvent | undefined {
  return state.violations?.find(
    ({ disposition, effectiveDirective, blockedURI }) =>
      disposition === "enforce" &&
      (effectiveDirective === "frame-src" || effectiveDirective === "child-src") &&
      /^https?:/.test(blockedURI) &&
      frame.src.startsWith(`${new URL(blockedURI).origin}/`),
  );
}

/** What has loaded while the browser was offline is its error page. (The sandbox on one's own machine is there all the same.) */
export function isErrorPage(state: PageState, { src }: HTMLIFrameElement): boolean {
  const loads = loadsOf(state, src);
  return loads[loads.length - 1]?.isOffline === true && !/^https?:\/\/(localhost|127\.|\[::1\])/.test(src);
}

/** The frame that the SDK will choose, read off the page: the gateway's, else the default one, which is first. */
export function frameFor(
  state: PageState,
  { pg = "", kind = "/payments/" }: WantedFrame,
): HTMLIFrameElement | undefined {
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
  const frame = frameFor(state, { kind });
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
