/**
 * What the build for development says when a payment can't be begun, or ends without an answer.
 *
 * One function for each message. Its comment has the code that it comes with and its Korean, from which the page of
 * errors (`docs/errors.md`) is generated.
 */

/**
 * @code PAYMENT_IN_PROGRESS
 * @ko 이 페이지에 결제창이 이미 열려 있습니다. 먼저 연 결제가 끝나기를 기다리거나, 그 결제에 넘긴 `signal`로 취소하세요.
 */
export const paymentInProgress = () =>
  "A payment window is open on this page already. Wait for that payment to end, or call it off by the signal that it was given.";

/**
 * @code NOT_INITIALIZED
 * @ko 이 페이지에서 `loadIamport`를 부른 적이 없어, 어느 가맹점의 결제인지 알 수 없습니다. 결제 페이지가 열릴 때 가맹점 식별코드로 `loadIamport("imp…")`를 먼저 부르세요.
 */
export const notInitialized = () =>
  'loadIamport was never called on this page, so that nobody knows the merchant. Call loadIamport("imp…") with your user code when the checkout page opens.';

/**
 * @code POPUP_BLOCKED
 * @ko 브라우저가 PG사의 팝업을 막았습니다. `requestPay`나 `requestCertification`을 구매자의 클릭 안에서 바로(다른 것을 `await`하기 전에) 부르고, 구매자에게 이 쇼핑몰의 팝업을 허용해 달라고 안내하세요.
 */
export const popupRefused = () =>
  "The browser refused the gateway's popup. Call requestPay or requestCertification directly in the customer's click, before anything is awaited, and ask the customer to allow popups for this shop.";

/**
 * @code WINDOW_FAILED
 * @ko SDK가 결제창을 열지 못하고 알림창을 띄웠습니다. 메시지에 SDK가 한 말이 있습니다. 결제 파라미터와 콘솔의 PG 설정을 확인하세요.
 */
export const sdkAlerted = (said: unknown) =>
  `The SDK could not open the payment window, and said so in an alert: "${said}". Look at the parameters and at the gateway's settings in PortOne's console.`;

/**
 * @code WINDOW_FAILED
 * @ko SDK가 호출을 받고 예외를 던졌습니다. 메시지에 그 내용이, `cause`에 예외 자체가 있습니다. 다른 스크립트가 `window.IMP`를 바꾸지 않았는지 확인하세요.
 */
export const sdkThrew = (error: unknown) =>
  `The SDK threw when it was called: ${error}. Look whether another script on the page has replaced window.IMP or a part of it. The error is in \`cause\`.`;

/**
 * @code WINDOW_FAILED
 * @ko 결제창을 여는 중에 예외가 났습니다. 메시지에 그 내용이, `cause`에 예외 자체가 있습니다. 다른 스크립트가 브라우저의 함수를 바꾸지 않았는지, `signal`이 `AbortSignal`인지 확인하세요.
 */
export const openingThrew = (cause: unknown) =>
  `Something threw while the payment window was about to open: ${cause}. Look whether another script on the page has replaced a function of the browser's, and whether \`signal\` is an AbortSignal. The error is in \`cause\`.`;

/**
 * @code WINDOW_FAILED
 * @ko 페이지의 모달 `<dialog>`가 열려 있어 그 밖의 모든 것이 비활성(inert)입니다. 결제창도 쓸 수 없습니다. 결제창을 열기 전에 그 대화상자를 닫거나, `showModal()` 대신 `show()`로 여세요.
 */
export const modalInTheWay = (modal: Element) =>
  `A modal dialog of the page is open, ${(modal.cloneNode() as Element).outerHTML}: it makes all else on the page inert, the payment window too. Close it before the window is to open, or open it by show() in place of showModal().`;

/**
 * @code WINDOW_FAILED
 * @ko 결제창에 손이 닿지 않습니다. 무엇이 가리거나 비활성으로 만드는지 알 수 있으면 메시지에 그 요소가 나옵니다. 페이지가 `<body>`를 숨겼거나, 다른 스크립트가 `inert`를 계속 다시 넣거나, 닫힌(closed) 섀도 DOM 안의 모달 `<dialog>`가 열려 있습니다. 결제창이 열려 있는 동안 그러지 않게 하세요.
 */
export const windowOutOfReach = (element: string | undefined) =>
  `Nobody can get at the payment window${element ? `: ${element} lies over it or is inert` : ""}. The page hides its body, a script makes the window inert again and again, or a modal dialog in a closed shadow root is open. Leave that while the window is open.`;

/**
 * @code WINDOW_FAILED
 * @ko 페이지의 콘텐츠 보안 정책(CSP)이 결제창을 막았습니다. 메시지에 나온 지시어에 그 주소를 더하세요.
 */
export const policyBlocks = (directive: string, address: string) =>
  `The page's Content Security Policy blocks the payment window: ${directive} doesn't allow ${address}. Add it to that directive.`;

/**
 * @code ABORTED
 * @ko SDK를 부르기 전에 `signal`로 취소했습니다. 아무것도 결제될 수 없습니다.
 */
export const abortedBefore = () =>
  "The payment was called off by its signal before the SDK was called: nothing can have been paid.";

/**
 * @code ABORTED
 * @ko 결제창이 열린 뒤에 `signal`로 취소했습니다. 구매자가 이미 결제를 마쳤을 수 있습니다. 새 결제를 받기 전에 서버에서 이 주문을 조회하세요.
 */
export const abortedWhileOpen = () =>
  "The payment was called off by its signal while its window was open. The customer may have paid: have your server look the order up before it is paid again.";

/**
 * @warning
 * @ko 두 번째 인자로 콜백 함수를 넘겼습니다. ‹called›는 콜백을 부르지 않습니다. 반환된 Promise를 `await`하세요.
 */
export const callbackNeverCalled = (called: string, sdk: string) =>
  `${called} was given a function as its second argument, as ${sdk} takes it. It is never called: await the promise that ${called} returns.`;
