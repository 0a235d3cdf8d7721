// Both are sent to the page as text, so each has to stand by itself.

/** What somebody types into the search: words, as they are. */
export const splitWords = (text: string): string[] => text.split(/[^\p{L}\p{M}\p{N}_]+/u).filter(Boolean);

/**
 * The words of a page, and of a Korean one also each of its endings of two syllables and more. The search looks for what
 * begins with a word: so `계좌` finds `가상계좌를`, which has no space before it, and particles behind do no harm.
 */
export function splitWordsAndEndings(text: string): string[] {
  const words = text.split(/[^\p{L}\p{M}\p{N}_]+/u).filter(Boolean);
  return words.flatMap((word) => {
    const endings = [word];
    if (/[가-힣]/.test(word)) {
      for (let from = 1; from <= word.length - 2; from++) endings.push(word.slice(from));
    }
    // `merchant_uid` is found by `uid` too, and `requestPay` by `pay`.
    else endings.push(...word.split(/_+|(?<=[a-z])(?=[A-Z])/).slice(1));
    return endings;
  });
}
