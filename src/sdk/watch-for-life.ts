import { dialogFrames } from "./dialog.ts";
import { listen } from "./listen.ts";
import type { PageState } from "./page-state.ts";

/**
 * Who has shown a sign of life: only the window, whose pages work, or also the customer, who may have done something in
 * it.
 */
export type LivingPart = "window" | "customer";

/**
 * Watches an open payment window for signs of life: a message from it, or focus that enters one of its frames. A `load`
 * event and a visible dialog prove nothing.
 *
 * @param window - its `popups` are those that the SDK has opened for it so far
 * @returns a function that stops watching
 */
export function watchForLife(
  { state, popups }: { state: PageState; popups: readonly Window[] },
  onSign: (of: LivingPart) => void,
): () => void {
  const isOfWindow = (source: MessageEventSource) =>
    popups.some((popup) => popup === source) ||
    dialogFrames(state).some(({ contentWindow }) => contentWindow === source);
  const onMessage = ({ source, data }: MessageEvent) => {
    if (!source || !isOfWindow(source)) return;
    // With these messages the window asks the SDK to leave for the gateway's page, which is not the customer's doing.
    onSign(/"(proxy|inicis)\./.test(data) ? "window" : "customer");
  };

  const seeFocus = () => {
    if (dialogFrames(state).some((frame) => frame === document.activeElement)) onSign("customer");
  };
  // When a frame gets the focus, the page gets a `blur`. Firefox names the focused element only once that is over, and
  // by then the page may have moved the focus: so this looks both during `blur` and after it.
  let focusTimer: ReturnType<typeof setTimeout> | undefined;
  const onBlur = () => {
    seeFocus();
    clearTimeout(focusTimer);
    focusTimer = setTimeout(seeFocus);
  };

  const stops = [listen("message", onMessage), listen("blur", onBlur)];
  return () => {
    clearTimeout(focusTimer);
    for (const stop of stops) stop();
  };
}
