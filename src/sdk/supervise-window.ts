import { modalInTheWay, policyBlocks, windowOutOfReach } from "../messages/paying.ts";
import { describeElement } from "../page-check/describe-element.ts";
import { elementOver } from "../page-check/element-over.ts";
import { dialogFrames, sdkDialog } from "./dialog.ts";
import { findModal } from "./find-modal.ts";
import { isDialogShown } from "./is-dialog-shown.ts";
import { listen } from "./listen.ts";
import { isCovered, makeUsable, undoUsable } from "./make-usable.ts";
import type { PageState } from "./page-state.ts";
import { showWayOut } from "./show-way-out.ts";
import { watchForLife } from "./watch-for-life.ts";

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
  /** The window went, or the customer took the way out, and no answer came. */
  onGone(): void;
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
 *
 * @returns a function that ends the supervision, and leaves nothing of it on the page
 */
export function superviseWindow(supervised: Supervised): () => void {
  const { state, popups, isInPopup, exitAfter, language } = supervised;
  // Counted in looks, not read off a clock: while the machine sleeps, nobody pays.
  let now = 0;
  /** When the window was last seen in each of these states, as counted by `now`. */
  const lastSeen = { alive: 0, shown: 0, usable: 0 };
  // The v1 SDK's newer windows are no dialogs: until a dialog has been seen, the lack of one proves nothing there.
  let mayBeNoDialog = !!state.imp?.loadUI && !isDialogShown();
  // Whether the frames have given no sign of life yet. A popup is none: the SDK opens it empty, before it asks a frame.
  let isSilent = true;
  let hideWayOut: (() => void) | undefined;

  const offerWayOut = () => {
    if (exitAfter === false) return;
    const over = (isDialogShown() && sdkDialog(state)) || document.body;
    hideWayOut ??= showWayOut(over, language, () => {
      state.silent = isSilent;
      supervised.onGone();
    });
  };
  const seeAlive = () => {
    lastSeen.alive = now;
    hideWayOut?.();
    hideWayOut = undefined;
  };
  const seeCustomer = () => {
    seeAlive();
    supervised.onLife();
  };

  /** Nobody sees this window while the page is hidden, or while the customer is in its popup. */
  const isOutOfSight = () => document.hidden || isInPopup();

  const look = () => {
    now += interval;
    const dialog = sdkDialog(state);
    const isShown = isDialogShown();
    if (isShown) mayBeNoDialog = false;
    if (isOutOfSight()) {
      lastSeen.shown = lastSeen.usable = now;
      // In a popup the customer may have done anything.
      return document.hidden ? seeAlive() : seeCustomer();
    }
    // The dialog was taken out of the page, its frames with it, and so the payment is gone.
    if (dialog && !dialog.isConnected) return supervised.onGone();
    if (isShown || mayBeNoDialog) lastSeen.shown = now;
    if (now - lastSeen.shown >= mayBeAway) return supervised.onGone();
    const modal = findModal();
    // If it lasts, another script undoes what `makeUsable` does at each look, or nothing helps.
    const isInTheWay = modal || (dialog && isShown && isCovered(dialog));
    if (!isInTheWay) lastSeen.usable = now;
    if (now - lastSeen.usable >= mayBeInert) {
      return supervised.onUnusable(
        __DEV__ && (modal ? modalInTheWay(modal) : windowOutOfReach(inTheWayOf(dialog))),
      );
    }
    if (dialog && isShown) makeUsable(dialog);
    if (exitAfter !== false && now - lastSeen.alive >= exitAfter) offerWayOut();
  };

  const onBlocked = ({ disposition, effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) => {
    if (disposition !== "enforce" || !/^(frame-src|child-src|form-action)$/.test(effectiveDirective)) return;
    const isOurs =
      effectiveDirective === "form-action" ||
      dialogFrames(state).some(({ src }) => src.startsWith(originOf(blockedURI)));
    if (isOurs) supervised.onUnusable(__DEV__ && policyBlocks(effectiveDirective, blockedURI));
    // The policy blocked a page that the gateway's frame wanted, or something of the shop's. Only the customer can tell
    // which, so the way out is shown.
    else if (!isOutOfSight()) offerWayOut();
  };

  const timer = setInterval(look, interval);
  const stops = [
    watchForLife({ state, popups }, (of) => {
      isSilent = false;
      if (of === "customer") seeCustomer();
      else seeAlive();
    }),
    listen("securitypolicyviolation", onBlocked),
  ];
  return () => {
    clearInterval(timer);
    for (const stop of stops) stop();
    hideWayOut?.();
    const dialog = sdkDialog(state);
    if (dialog) undoUsable(dialog);
  };
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
