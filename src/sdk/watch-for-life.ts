import { dialogFrames } from "./dialog.ts";
import { listen } from "./listen.ts";
import type { PageState } from "./page-state.ts";

/** Who has shown a sign of life: the window, whose pages work, or the customer too, who may have done something in it. */
export type LivingPart = "window" | "customer";

/**
 * Watches an open payment window for signs of life: a message from it, or focus that enters one of its frames. A `load`
 * event and a visible dialog prove nothing.
 *
 * @param window - `popups`: those that the SDK has opened for it so far
 * @returns stops watching
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
    // With these it asks the SDK to leave for the gateway's page, which is not the customer's doing.
    onSign(/"(proxy|inicis)\./.test(data) ? "window" : "customer");
  };

  const seeFocus = () => {
    if (dialogFrames(state).some((frame) => frame === document.activeElement)) onSign("customer");
  };
  // A frame that gets the focus takes it from the page. Firefox says which element has it only once `blur` is over, and by
  // then the page may have done something about its loss: so both moments are looked at.
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
