/**
 * What the build for development says of the page: what stands in a payment's way, or will.
 *
 * One function for each message; `@warning` in place of `@code` where the message is a console warning, and no error's.
 */

/**
 * @warning
 * @ko 클릭 없이, 또는 브라우저가 클릭을 잊을 만큼 늦게 `‹call›` 함수를 호출했습니다. ‹owner›의 팝업은 차단됩니다. 클릭 핸들러 안에서 호출하고, 주문(요청 번호) 생성과 SDK 로딩은 그 전에 끝내세요.
 */
export const spentClick = (call: string, owner: string) =>
  `${call} was called without a click, or so long after one that the browser has forgotten it: the popup that ${owner} opens will be refused. Call it in the click's handler; make the order or the request and load the SDK before the click.`;

/**
 * @warning
 * @ko `requestPay` 직전에야 `loadIamport`를 호출해 SDK가 아직 없습니다. 구매자는 스크립트를 기다려야 하고, 그동안 팝업을 열 수 있는 클릭의 효력이 사라질 수 있습니다. 결제 페이지가 열릴 때 `loadIamport`를 호출하세요.
 */
export const loadedAtClick = () =>
  "loadIamport was called only just before requestPay, and the SDK isn't there yet: the customer waits for it, and meanwhile the click may expire that a popup needs. Call loadIamport when the checkout page opens.";

/**
 * @warning
 * @ko 한 페이지에 SDK가 둘 이상 있습니다: ‹addresses›. 먼저 실행된 것만 쓰이고 나머지는 아무 일도 하지 않습니다. 하나만 남기세요.
 */
export const twoReleases = (addresses: string) =>
  `There is more than one SDK on this page: ${addresses}. The one that runs first counts, and the others do nothing. Keep one.`;

/**
 * @warning
 * @ko 결제가 돌아올 주소 ‹address›의 경로가 `#` 뒤에 있습니다. PG에 따라 결과가 `#` 앞이나 뒤에 붙거나 `#` 뒤가 사라져, 구매자가 다른 화면에 도착할 수 있습니다. `#`가 없는 `m_redirect_url`을 주거나, 어느 화면에서든 앱이 시작할 때 `getRedirectResult()`를 호출하세요.
 */
export const hashRoute = (address: string) =>
  `The address that the payment comes back to, ${address}, has its route behind the #. The answer may be put before it or after it, or the route may be lost on the way. Give an m_redirect_url without a #, or call getRedirectResult() when the app starts, whatever the route.`;

/**
 * @warning
 * @ko `m_redirect_url` ‹address›은(는) 이 페이지(‹origin›)와 오리진이 다릅니다. 그곳에서는 이 탭이 기억한 요청을 읽을 수 없어 `getRedirectResult().request`가 `null`이고 로그인 쿠키도 없을 수 있습니다. 같은 오리진의 주소를 주세요. `www`, 포트, `http`와 `https`의 차이도 다른 오리진입니다.
 */
export const returnToAnotherOrigin = (address: string, origin: string) =>
  `m_redirect_url ${address} is on another origin than this page (${origin}). There the request that this tab remembers can't be read: getRedirectResult().request will be null, and the customer may not be signed in. Give an address of this origin; www, the port, and http or https count.`;

/**
 * @warning
 * @ko 결제가 돌아올 주소 ‹address›은(는) `https`가 아닙니다. PG의 `https` 페이지에서 `http`로 폼을 보내면 브라우저가 구매자에게 경고하고, `Secure` 쿠키는 전달되지 않습니다. 운영 환경에서는 `https`를 쓰세요.
 */
export const insecureReturn = (address: string) =>
  `The address that the payment comes back to, ${address}, isn't https. The browser warns the customer of a form that goes there from a gateway's https page, and Secure cookies don't come along. Use https wherever customers pay.`;

/**
 * @warning
 * @ko 이 페이지는 ‹tokens› 권한이 없는 sandbox 프레임 안에 있습니다. 결제창이 열리지 않거나 구매자가 결제 페이지로 갈 수 없습니다. 프레임의 `sandbox` 속성(또는 CSP의 `sandbox`)에 추가하거나, 결제는 최상위 페이지에서 하세요.
 */
export const sandboxedFrame = (tokens: string) =>
  `This page is in a sandbox that lacks ${tokens}: the payment window may not open, or can't take the customer to the gateway. Add it to the frame's sandbox attribute (or the policy's sandbox directive), or take payments in a page of its own.`;

/**
 * @warning
 * @ko 이 페이지의 Content-Security-Policy ‹directive›이(가) ‹address›을(를) 막았습니다. 결제에 필요합니다. ‹directive›에 추가하세요.
 */
export const policyBlocked = (directive: string, address: string) =>
  `The page's Content-Security-Policy has blocked ${address}, which the payment needs. Add it to ${directive}.`;

/**
 * @warning
 * @ko 이 페이지의 Content-Security-Policy ‹directive›이(가) ‹address›을(를) 허용하지 않습니다. 결제에 필요합니다. ‹directive›에 추가하세요.
 */
export const policyLacks = (directive: string, address: string) =>
  `The page's Content-Security-Policy doesn't allow ${address}, which the payment needs. Add it to ${directive}.`;

/**
 * @warning
 * @ko 이 페이지의 Content-Security-Policy `form-action`은 다른 오리진으로 가는 폼을 허용하지 않습니다. 휴대폰에서는, 일부 PG는 PC에서도, SDK가 폼으로 PG 페이지에 갑니다. PG의 주소를 `form-action`에 추가하세요.
 */
export const formsStay = () =>
  "The page's Content-Security-Policy has a form-action that lets no form go to another origin. On phones, and at some gateways on a PC, the SDK goes to the gateway by a form. Add the gateways' addresses to form-action.";

/**
 * @warning
 * @ko 이 페이지는 Trusted Types를 요구하는데(`require-trusted-types-for 'script'`) `default` 정책이 없습니다. jQuery와 포트원 SDK는 Trusted Types를 모르므로 실행되지 않습니다. 가이드 "CSP와 Trusted Types"에 있는 `default` 정책을 SDK보다 먼저 만드세요.
 */
export const noDefaultTrustedTypesPolicy = () =>
  "The page demands Trusted Types (require-trusted-types-for 'script') and has no policy named default. jQuery and PortOne's SDK know nothing of Trusted Types and will throw. Create the default policy of the guide to Content Security Policy before they come.";

/**
 * @warning
 * @ko 이 페이지의 `trusted-types`에 `iamport-request-pay`가 없어 이 라이브러리의 script 태그가 막힐 수 있습니다. `trusted-types`에 추가하세요.
 */
export const trustedTypesPolicyRefused = () =>
  "The page's trusted-types directive doesn't list iamport-request-pay: this library's own script tags then depend on the page's default policy. Add the name to trusted-types.";

/**
 * @warning
 * @ko 이 페이지의 헤더 `Cross-Origin-Opener-Policy: ‹value›`는 팝업과의 연결을 끊습니다. SDK에는 ‹owner›의 팝업이 열자마자 닫힌 것으로 보여, 구매자가 그 안에 있는 중에도 취소되었다고 답할 수 있습니다. `same-origin-allow-popups`로 바꾸세요.
 */
export const popupCutOff = (value: string, owner: string) =>
  `The page's header Cross-Origin-Opener-Policy: ${value} cuts popups off: to the SDK the popup of ${owner} looks closed at once, and it may answer "cancelled" while the customer is still in it. Send same-origin-allow-popups instead.`;

/**
 * @warning
 * @ko 이 페이지의 헤더 `Cross-Origin-Embedder-Policy: ‹value›` 때문에 결제 프레임이, `require-corp`이면 스크립트도 막힙니다. 포트원은 이에 필요한 헤더를 보내지 않습니다. 결제를 받는 페이지에서는 이 헤더를 빼세요.
 */
export const embedderPolicyBlocks = (value: string) =>
  `The page's header Cross-Origin-Embedder-Policy: ${value} keeps the payment frames out, and with require-corp the scripts too: PortOne doesn't send what it demands of them. Leave the header off pages that take payments.`;

/**
 * @code SDK_LOAD_FAILED
 * @ko 이 페이지의 Content-Security-Policy ‹directive›이(가) ‹address›을(를) 막았습니다. 추가하세요.
 */
export const scriptBlockedByPolicy = (directive: string, address: string) =>
  `The page's Content-Security-Policy has blocked it: add ${address} to ${directive}.`;

/**
 * @code SDK_LOAD_FAILED
 * @ko 브라우저가 오프라인입니다.
 */
export const browserOffline = () => "The browser is offline.";

/**
 * @code SDK_LOAD_FAILED
 * @ko 페이지는 `https`인데 주소가 `http`라서 브라우저가 요청하지 않습니다. `https` 주소를 주세요.
 */
export const mixedContent = () =>
  "The page is https and the address is http, so that the browser doesn't ask for it: give an https address.";

/**
 * @code SDK_LOAD_FAILED
 * @ko 이 페이지는 `Cross-Origin-Embedder-Policy`로 격리되어 있어, `Cross-Origin-Resource-Policy` 헤더가 없는 스크립트를 브라우저가 막습니다. 결제를 받는 페이지에서는 그 헤더를 빼세요.
 */
export const scriptIsolatedAway = () =>
  "The page is isolated by Cross-Origin-Embedder-Policy, and the browser refuses a script that comes without Cross-Origin-Resource-Policy: leave that header off pages that take payments.";

/**
 * @code SDK_LOAD_FAILED
 * @ko 서버가 HTTP ‹status›로 답했습니다. 주소를 확인하세요.
 */
export const scriptAnswered = (status: number) => `The server answered HTTP ${status}: check the address.`;
