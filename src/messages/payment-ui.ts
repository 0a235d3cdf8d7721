/**
 * What the build for development says when a gateway's own button can't be drawn.
 */

/**
 * @code INIT_FAILED
 * @ko 이 페이지의 SDK에는 `IMP.loadUI`가 없습니다. PG사의 버튼은 v1 SDK만 그립니다: `loadIamport(…, { version: "v1" })`로 불러오세요.
 */
export const sdkDrawsNothing = () =>
  "The page's SDK has no IMP.loadUI: only the v1 SDK draws a gateway's own button. Load it by loadIamport(…, { version: \"v1\" }).";

/**
 * @code WINDOW_FAILED
 * @ko PG사의 버튼이 들어갈 자리가 페이지에 없습니다. 메시지에 나온 요소를 페이지에 넣으세요.
 */
export const noContainer = (type: string, timeout: number) =>
  `There is no place on the page for the gateway's button, and none came within ${timeout} ms. Put <div class="portone-ui-container" data-portone-ui-type="${type}"></div> into it.`;
