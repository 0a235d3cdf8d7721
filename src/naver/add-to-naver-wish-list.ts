import { IamportError } from "../errors.ts";
import { sdkHasNoWishList } from "../messages/naver.ts";
import { notInitialized } from "../messages/paying.ts";
import { pageState } from "../sdk/page-state.ts";

/** Goods for Naver's wish list, see {@link addToNaverWishList}. What isn't listed is passed on as it is. */
export interface NaverWish {
  /** Your ID of it. */
  id: string;
  /** Its name. */
  name: string;
  /** What it is. */
  desc?: string | undefined;
  /** Its price, in KRW. */
  uprice?: number | undefined;
  /** Its page in your shop. */
  url?: string | undefined;
  /** The address of a small picture of it. */
  thumb?: string | undefined;
  /** The address of a picture of it. */
  image?: string | undefined;
}

/**
 * Puts goods on the customer's wish list at Naver (`IMP.naver_zzim`), for the heart beside Naver Pay's button. Call it in
 * the click: it opens a popup.
 *
 * **Nobody tells the browser, or your server, whether the goods are on the list.** The promise resolves when the SDK
 * has been called.
 *
 * @throws {@link IamportError} `NOT_IN_BROWSER`, `NOT_INITIALIZED`, `INIT_FAILED` (the page's SDK has no wish list: releases
 *   before 1.2.0, and the v1 SDK), and what `loadIamport` rejects with
 * @example
 * ```ts
 * heart.onclick = () => addToNaverWishList([{ id: "chair-1", name: "Norway swivel chair", uprice: 64900 }]);
 * ```
 * @see https://portone.gitbook.io/docs-en/sdk/javascript-sdk
 */
export async function addToNaverWishList(naverProducts: readonly NaverWish[]): Promise<void> {
  const state = pageState();
  if (!state.load) throw new IamportError("NOT_INITIALIZED", __DEV__ && notInitialized());
  const imp = state.imp ?? (await state.load());
  if (!imp.naver_zzim) throw new IamportError("INIT_FAILED", __DEV__ && sdkHasNoWishList());
  // A copy: the SDK may write into what it is given.
  imp.naver_zzim({ naverProducts: naverProducts.map((product) => ({ ...product })) });
}
