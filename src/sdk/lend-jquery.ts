import type { ImpWindow } from "./imp.ts";
import { isWholeJquery } from "./jquery.ts";
import type { PageState } from "./page-state.ts";

declare const window: ImpWindow;

/**
 * Makes the jQuery with which the SDK was made ready global once more, on pages that have since removed it
 * (`noConflict(true)`) or replaced it with one that the SDK can't use (a slim build). Does nothing on other pages.
 *
 * The SDK looks `jQuery` up again at every step: in its call, with jQuery 3 in a later task of that call, when the
 * answer's message arrives, and, since it then makes its frames anew, when the list of gateways has come. So jQuery has
 * to stay lent until the payment has ended **and** the frames have loaded again (`afterFramesLoaded`); `renewFrames`
 * does its own lending. Several callers may borrow it at once.
 *
 * @returns a function that gives the page back what it had, once every borrower has called its own. What the page has
 *   set meanwhile stays.
 */
export function lendJquery(state: PageState): () => void {
  // An older copy of this library that has loaded the SDK didn't record its jQuery.
  if (isWholeJquery(window.jQuery)) state.jquery ??= window.jQuery;
  const isNeeded = state.lent || !isWholeJquery(window.jQuery);
  if (!isNeeded || !isWholeJquery(state.jquery)) return () => {};

  state.lent ??= { borrowers: 0, jQuery: window.jQuery, $: window.$ };
  const lent = state.lent;
  lent.borrowers++;
  window.jQuery = state.jquery;
  // For one gateway, payport, the SDK calls jQuery `$`. A `$` of the page's own is left alone.
  window.$ ??= state.jquery;

  let isBack = false;
  return () => {
    if (isBack) return;
    isBack = true;
    if (--lent.borrowers > 0) return;
    state.lent = undefined;
    giveBack("jQuery", state.jquery, lent.jQuery);
    if (lent.$ === undefined) giveBack("$", state.jquery, undefined);
  };
}

function giveBack(name: "jQuery" | "$", lent: unknown, own: unknown): void {
  if (window[name] !== lent) return;
  if (own === undefined) delete window[name];
  else Object.assign(window, { [name]: own });
}
