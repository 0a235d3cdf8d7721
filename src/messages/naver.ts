/**
 * What the build for development says when Naver's wish list can't be reached.
 */

/**
 * @code INIT_FAILED
 * @ko 이 페이지의 SDK에는 네이버 찜(`IMP.naver_zzim`)이 없습니다. 1.2.0부터 있고 v1 SDK에는 없습니다. 기본 버전으로 불러오세요.
 */
export const sdkHasNoWishList = () =>
  "The page's SDK has no wish list at Naver (IMP.naver_zzim): it is there from 1.2.0 on, and not in the v1 SDK. Load the default version.";
