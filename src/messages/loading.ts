/**
 * What the build for development says while the SDK is made ready: `loadIamport`, and the frames for which a payment waits.
 *
 * One function for each message. Its comment has the code that it comes with and its Korean, from which the page of
 * errors (`docs/errors.md`) is generated.
 */

/**
 * @code NOT_IN_BROWSER
 * @ko 여기에는 페이지가 없습니다(서버에서 실행 중). 브라우저에서, 예를 들어 이벤트 처리기나 `useEffect` 안에서 호출하세요.
 */
export const noPage = () =>
  "There is no page here: this runs on a server. Call it in the browser, as in an event handler or in `useEffect`.";

/**
 * @code INVALID_PARAMS
 * @ko `loadIamport`에 가맹점 식별코드가 없습니다. `"imp00000000"`처럼 관리자 콘솔에 있는 값을 넘기세요.
 */
export const noUserCode = () =>
  'loadIamport was given no user code. Pass the one of PortOne\'s console ("Merchant ID"), as in "imp00000000"; an environment variable that isn\'t set is `undefined`.';

/**
 * @code ALREADY_INITIALIZED
 * @ko 이 페이지는 이미 다른 가맹점의 결제를 받고 있습니다. 한 페이지에서는 한 가맹점만 쓸 수 있으니, 다른 가맹점으로 결제하려면 페이지를 새로 여세요.
 */
export const anotherMerchantAsked = (asked: string, taken: string | undefined) =>
  `loadIamport was called for ${shown(asked)}, and this page takes payments for ${shown(taken)} already. A page serves one merchant: load the page anew for another.`;

/**
 * @code ALREADY_INITIALIZED
 * @ko 페이지의 다른 스크립트가 다른 가맹점으로 `IMP.init`을 호출했습니다. 돈이 엉뚱한 계정으로 갈 수 있으니 둘 중 하나를 없애세요.
 */
export const otherMerchant = (asked: string | undefined, found: string | undefined) =>
  `The SDK is initialised for ${shown(found)}, and ${shown(asked)} was asked for: payments would go to the wrong account. Look for a call of IMP.init or IMP.agency on this page, and leave one of the two out.`;

/**
 * @code SDK_LOAD_FAILED
 * @ko 스크립트를 가져오지 못했습니다. 주소가 맞는지, 네트워크와 광고 차단기, 페이지의 Content-Security-Policy를 확인하세요.
 */
export const scriptFailed = (url: string, why: string | undefined) =>
  `${url} could not be fetched. ${why ?? "Look at it in the browser's network panel: is the address right, is the network there, does an ad blocker or a policy of this page hold it back?"}`;

/**
 * @code SDK_LOAD_TIMEOUT
 * @ko 스크립트가 제때 오지 않았습니다. 네트워크가 느리면 `timeout`을 늘리고, 결제 페이지가 열릴 때 `loadIamport`를 호출하세요.
 */
export const scriptTimedOut = (url: string, timeout: number | undefined) =>
  `${url} did not arrive within ${timeout} ms. Call loadIamport when the checkout page opens, so that there is time; \`timeout\` is an option of it.`;

/**
 * @code SDK_LOAD_FAILED
 * @ko 스크립트는 실행됐지만 쓸 수 있는 것이 남지 않았습니다. 주소가 그 스크립트가 맞는지, 실행 중에 오류가 났는지 콘솔에서 확인하세요.
 */
export const scriptLeftNothing = (name: "jQuery" | "IMP", url: string) =>
  `${url} was run and left no usable window.${name}. Is it the right file, and did it throw? The console has its error.`;

/**
 * @code SDK_LOAD_FAILED
 * @ko 브라우저가 스크립트 태그를 만드는 것을 거부했습니다. Trusted Types를 쓰는 페이지라면 `trusted-types`에 `iamport-request-pay`를 넣으세요.
 */
export const scriptRefused = (cause: unknown) =>
  `The browser refused a script tag: ${cause}. Under Trusted Types the page's policy has to list \`trusted-types iamport-request-pay default\`.`;

/**
 * @code JQUERY_UNUSABLE
 * @ko 페이지의 jQuery에 SDK가 쓰는 함수가 없습니다(slim 빌드이거나 1.5 이전). 전체 빌드를 넣거나, jQuery가 필요 없는 `version: "v1"`을 쓰세요.
 */
export const jqueryNotWhole = (jquery: Partial<JQueryStatic>) => {
  const lacking = (["ajax", "Deferred", "getScript"] as const).filter((name) => !jquery[name]);
  const isSlim = jquery.fn?.jquery?.includes("slim");
  return `This page's jQuery ${jquery.fn?.jquery ?? ""} ${isSlim ? "is a slim build and " : ""}lacks what the SDK calls: ${lacking.join(", ") || "fn.ready"}. Put the full build in its place, or use \`version: "v1"\`, which needs none.`;
};

/**
 * @code JQUERY_UNUSABLE
 * @ko 페이지에 jQuery가 없고 `jqueryUrl: false`라서 가져오지도 않았습니다. jQuery를 먼저 넣거나 이 옵션을 빼세요.
 */
export const noJquery = () =>
  'This page has no jQuery, and by `jqueryUrl: false` none may be brought. Add jQuery before, leave the option out, or use `version: "v1"`, which needs none.';

/**
 * @code INIT_FAILED
 * @ko SDK의 `IMP.init`이 오류를 냈습니다. 가맹점 식별코드와 SDK 버전을 확인하세요.
 */
export const initThrew = (cause: unknown) =>
  `The SDK's IMP.init threw: ${cause}. Is window.IMP PortOne's own, and nothing else on this page replaces it?`;

/**
 * @code INIT_FAILED
 * @ko 결제 프레임이 오지 않았습니다. `service.iamport.kr/users/pg/…` 요청이 막혔는지 네트워크 패널에서 확인하세요.
 */
export const framesNeverCame = (timeout: number) =>
  `The SDK was initialised twice, and no payment frame has loaded within ${timeout} ms each. It asks PortOne's service for the merchant's gateways by /users/pg/… and tells nobody when that fails: look at it in the network panel, and whether an ad blocker or a policy of this page holds it back.`;

/**
 * @code INIT_FAILED
 * @ko 브라우저가 오프라인이라 결제 프레임을 가져오지 못했습니다. 연결되면 다시 결제를 누르면 됩니다.
 */
export const framesOffline = (timeout: number) =>
  `The browser is offline, and no payment frame came within ${timeout} ms. Once it is online, another click on Pay gets them.`;

/**
 * @code INIT_FAILED
 * @ko 페이지가 끝내 준비되지 않아 SDK가 시작하지 못했습니다. HTML이 끝까지 오지 않았거나, 페이지가 `$.holdReady(true)`를 풀지 않았습니다. 준비된 뒤에 다시 누르면 결제됩니다.
 */
export const pageNeverReady = (timeout: number) =>
  `The page was not ready within ${timeout} ms, for which the SDK waits before it makes its frames. Its HTML has no end yet, or it holds jQuery back by $.holdReady(true). Once it is ready, another click on Pay gets them.`;

/**
 * @code INIT_FAILED
 * @ko 페이지의 Content-Security-Policy가 결제 프레임을 막았습니다. 이름이 나온 지시어에 그 주소를 넣으세요.
 */
export const frameBlocked = (directive: string, address: string) =>
  `The payment frame ${address} was blocked by this page's Content-Security-Policy, directive ${directive}. Add ${originOf(address)} to frame-src.`;

/**
 * @code INIT_FAILED
 * @ko SDK가 결제 프레임을 끝없이 다시 불러오고 있습니다(reload loop). 프레임에 끼어드는 브라우저 확장 프로그램을 끄고 다시 해 보세요.
 */
export const framesReloading = (times: number, address: string, ms: number) =>
  `The SDK loads its payment frames over and over (a reload loop): ${address} was loaded ${times} times in ${Math.round(ms)} ms. It does so at each message from the frame that is no JSON: a script in the frame posts one, most often a browser extension's. Try without extensions.`;

/**
 * @warning
 * @ko 나중 호출의 옵션은 무시됩니다. 페이지에서는 첫 번째 `loadIamport`의 옵션만 쓰입니다.
 */
export const optionsIgnored = (names: readonly string[]) =>
  `loadIamport was called before on this page, and the first call's options count: ${names.join(", ")} of a later call ${names.length > 1 ? "are" : "is"} ignored.`;

/**
 * @warning
 * @ko `IMP.init`은 무시됐습니다. `loadIamport`가 이미 호출했으니 빼도 됩니다.
 */
export const initIgnored = (userCode: string) =>
  `IMP.init("${userCode}") is ignored: loadIamport has called it, and a second one throws the payment frames away. Leave it out.`;

/**
 * @warning
 * @ko 다른 가맹점을 부른 `loadIamport`는 거절됐고, 이 페이지의 `requestPay`는 처음 가맹점의 계정으로 결제합니다. `loadIamport`의 결과를 `await`하고, 다른 가맹점은 페이지를 새로 열어 쓰세요.
 */
export const othersPaymentsGoOn = (asked: string, taken: string | undefined) =>
  `loadIamport was called for ${shown(asked)} and refused, since this page takes payments for ${shown(taken)}: requestPay still pays into that account. Await loadIamport to hear of it, and load the page anew for another merchant.`;

/** The merchant as a person reads it: in the page's record it is user code, comma, tier code. */
function shown(key: string | undefined): string {
  const [userCode, tierCode] = (key ?? "").split(",");
  if (!userCode) return "another merchant";
  return tierCode ? `${userCode} with the tier code ${tierCode}` : userCode;
}

function originOf(address: string): string {
  return new URL(address, location.href).origin;
}
