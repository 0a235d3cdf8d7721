import { modalInTheWay, policyBlocks, windowOutOfReach } from "../messages/paying.ts";
import { describeElement } from "../page-check/describe-element.ts";
import { elementOver } from "../page-check/element-over.ts";
import { sdkDialog } from "./dialog.ts";
import { findModal } from "./find-modal.ts";
import { isDialogShown } from "./is-dialog-shown.ts";
import { listen } from "./listen.ts";
import { isCovered, makeUsable, undoUsable } from "./make-usable.ts";
import type { PageState } from "./page-state.ts";
import { showWayOut } from "./show-way-out.ts";

/** What {@link superviseWindow} looks after, and whom it tells. */
export interface Supervised {
  state: PageState;
  /** The popups that the SDK has opened for this payment so far. */
  popups: readonly Window[];
  /** Whether the customer is in a popup of the window's, and not in front of this page. */
  isInPopup(): boolean;
  /** Milliseconds without a sign of life after which the way out is shown; `false`: never. */
  exitAfter: number | false;
  /** The payment's language, as the shop gave it, for the way out. */
  language: unknown;
  /** The customer may be using the window. */
  onLife(): void;
  /** The window went, and no answer came. */
  onVanished(): void;
  /** The customer took the way out. */
  onLeft(): void;
  /** Nobody can use the window. */
  onUnusable(message: string | false): void;
}

/** How often the window is looked at, in milliseconds. */
const interval = 500;
/** For how long a window may be away before its payment counts as abandoned, in milliseconds. */
const mayBeAway = 5_000;
/**
 * For how long the page may keep the window inert, in milliseconds: a shop's own "one moment" may be modal, and leaving
 * full screen takes a second where it is animated.
 */
const mayBeInert = 2_500;

/**
 * Looks after an open payment window: keeps it where the customer can use it, and notices when it has gone, or is dead.
 * A `load` event and a visible dialog prove nothing; what shows life is focus that enters a frame, a message, a popup.
 *
 * @returns a function that ends the supervision, and leaves nothing of it on the page
 */
export function superviseWindow(supervised: Supervised): () => void {
  const { state, popups, isInPopup, exitAfter, language } = supervised;
  // Counted in looks, not read off a clock: while the machine sleeps, nobody pays.
  let now = 0;
  let lastLife = 0;
  let lastShown = 0;
  let lastUsable = 0;
  // The v1 SDK's newer windows are no dialogs: until a dialog has been seen, the lack of one proves nothing there.
  let mayBeNoDialog = !!state.imp?.loadUI && !isDialogShown();
  let hideWayOut: (() => void) | undefined;

  const live = () => {
    lastLife = now;
    hideWayOut?.();
    hideWayOut = undefined;
  };
  // The customer may have done something.
  const sawLife = () => {
    live();
    supervised.onLife();
  };
  // Whether the frames have given no sign of life yet. A popup is none: the SDK opens it empty, before it asks a frame.
  let isSilent = true;

  const leave = () => {
    state.silent = isSilent;
    supervised.onLeft();
  };

  const look = () => {
    const dialog = sdkDialog(state);
    const isShown = isDialogShown();
    if (isShown) mayBeNoDialog = false;
    if (document.hidden || isInPopup()) {
      // Nobody sees this window, or the customer is in the other one.
      lastShown = lastUsable = now;
      // In a popup the customer may have done anything.
      return document.hidden ? live() : sawLife();
    }
    // The dialog was taken out of the page, its frames with it, and so the payment is gone.
    if (dialog && !dialog.isConnected) return supervised.onVanished();
    if (isShown || mayBeNoDialog) lastShown = now;
    if (now - lastShown >= mayBeAway) return supervised.onVanished();
    const modal = findModal();
    // If it lasts, another script undoes what `makeUsable` does at each look, or nothing helps.
    const isInTheWay = modal || (dialog && isShown && isCovered(dialog));
    if (!isInTheWay) lastUsable = now;
    if (now - lastUsable >= mayBeInert) {
      return supervised.onUnusable(
        __DEV__ && (modal ? modalInTheWay(modal) : windowOutOfReach(inTheWayOf(dialog))),
      );
    }
    if (dialog && isShown) makeUsable(dialog);
    if (exitAfter !== false && now - lastLife >= exitAfter) {
      hideWayOut ??= showWayOut((isShown && dialog) || document.body, language, leave);
    }
  };

  const isOfWindow = (source: MessageEventSource | null) =>
    popups.some((popup) => popup === source) ||
    frames(state).some(({ contentWindow }) => contentWindow === source);
  const heard = ({ source, data }: MessageEvent) => {
    if (!source || !isOfWindow(source)) return;
    isSilent = false;
    // These messages tell the SDK to leave the page for the gateway's: they are nothing that the customer has done.
    if (/"(proxy|inicis)\./.test(data)) live();
    else sawLife();
  };
  const seeFocus = () => {
    if (!frames(state).some((frame) => frame === document.activeElement)) return;
    isSilent = false;
    sawLife();
  };
  // When a frame gets the focus, the page gets a `blur`. Firefox names the focused element only once that is over, and
  // by then the page may have moved the focus: so this looks both during `blur` and after it.
  let focusTimer: ReturnType<typeof setTimeout> | undefined;
  const lostFocus = () => {
    seeFocus();
    clearTimeout(focusTimer);
    focusTimer = setTimeout(seeFocus);
  };
  const blocked = ({ disposition, effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) => {
    if (disposition !== "enforce" || !/^(frame-src|child-src|form-action)$/.test(effectiveDirective)) return;
    const isOurs =
      effectiveDirective === "form-action" ||
      frames(state).some(({ src }) => src.startsWith(originOf(blockedURI)));
    if (isOurs) return supervised.onUnusable(__DEV__ && policyBlocks(effectiveDirective, blockedURI));
    // The policy blocked a page that the gateway's frame wanted, or something of the shop's. Only the customer can tell
    // which, so the way out is shown.
    lastLife = Number.NEGATIVE_INFINITY;
    look();
  };

  const timer = setInterval(() => {
    now += interval;
    look();
  }, interval);
  const stops = [
    listen("message", heard),
    listen("blur", lostFocus),
    listen("securitypolicyviolation", blocked),
  ];
  return () => {
    clearInterval(timer);
    clearTimeout(focusTimer);
    for (const stop of stops) stop();
    hideWayOut?.();
    const dialog = sdkDialog(state);
    if (dialog) undoUsable(dialog);
  };
}

function frames(state: PageState): HTMLIFrameElement[] {
  return [...(sdkDialog(state)?.querySelectorAll("iframe") ?? [])];
}

/**
 * What keeps the customer from the window, described so that a developer finds it; `undefined` where that can't be
 * told.
 */
function inTheWayOf(dialog: HTMLElement | null): string | undefined {
  const element = dialog && elementOver(dialog);
  return element ? describeElement(element) : undefined;
}

function originOf(uri: string): string {
  return /^https?:\/\/[^/]+/.exec(uri)?.[0] ?? uri;
}
