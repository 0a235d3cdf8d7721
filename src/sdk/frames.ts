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
 * Whether the SDK would send a request at once, to a frame that will still be there for the answer. Otherwise the SDK
 * keeps the request, and opens the window once the frame has loaded, perhaps long after the shop gave up.
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
  // A frame that was there before us fired its `load` unseen. That it has left `about:blank` has to do.
  return !!state.adopted && frame.contentDocument?.URL !== "about:blank";
}

/**
 * Whether the frame is our merchant's. The page may have called `IMP.init` for another one while nobody could see it.
 */
export function isOurs(state: PageState, frame: HTMLIFrameElement): boolean {
  const found = frameMerchant(frame);
  return !found || found === state.key;
}

/**
 * The violation by which the page's policy blocks this frame, if it does. A blocked frame fires `load` too, for the
 * browser's own page that says so.
 */
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

/**
 * Whether the frame shows the browser's error page, as it does when it loaded offline. (A sandbox on the same machine
 * can be reached offline.)
 */
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

/** Whether the SDK's frames have come, and none of them is of this kind. The v1 SDK may do without frames. */
export function lacksFramesFor(state: PageState, kind: FrameKind): boolean {
  const frame = frameFor(state, { kind });
  return !!frame && !state.imp?.loadUI && !frame.src.includes(kind);
}

/**
 * Forgets that a frame had loaded, when its address is set again. SDK 1.1.5 does that after each answer: the same frame
 * loads once more.
 */
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
