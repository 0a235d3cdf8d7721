import { IamportError } from "../errors.ts";
import { pause } from "../pause.ts";
import type { PageState } from "./page-state.ts";

/**
 * Whether the SDK would send a request at once. Otherwise it keeps it, and opens the window whenever the
 * frame has loaded, perhaps long after the shop gave up.
 */
export function isFrameLoaded(state: PageState, pg: string | undefined): unknown {
  forgetReloaded(state);
  const frame = frameFor(pg);
  return (
    // The v1 SDK's newer gateways have no frames.
    state.imp?.loadUI ||
    (frame &&
      (state.frames?.has(frame) ||
        // A frame that was there before us fired its `load` unseen. It has left `about:blank`: that has to do.
        (state.adopted && frame.contentDocument?.URL !== "about:blank")))
  );
}

/** Waits for the SDK and the frame; initialises once more when that doesn't come. */
export async function waitForFrame(state: PageState, pg: string | undefined): Promise<void> {
  await state.load?.();
  for (let tries = 0; tries < 2; tries++) {
    const end = performance.now() + (state.timeout as number);
    for (; performance.now() < end; await pause(20)) if (isFrameLoaded(state, pg)) return;
    state.init?.();
  }
  throw new IamportError("INIT_FAILED", "No frame: network, ad blocker or CSP?");
}

/** The frame that the SDK will choose, read off the page: the gateway's, else the default one, which is first. */
function frameFor(pg = ""): HTMLIFrameElement | null {
  const [code, id = ""] = pg.split(".");
  const payments = [...document.querySelectorAll<HTMLIFrameElement>('.imp-frame[src*="/payments/"]')];
  return (
    payments.find(({ src, classList }) => classList.contains(`imp-frame-${code}`) && src.includes(id)) ??
    payments[0] ??
    document.querySelector(".imp-frame")
  );
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
