/**
 * What the build for development says when the shop's server gives no verdict on a payment.
 */

/**
 * @code COMPLETE_FAILED
 * @ko 가맹점 서버가 결제 결과를 알려 주지 않았습니다: 응답의 내용이나 네트워크 오류가 메시지에 나옵니다. 구매자가 결제했을 수 있으므로, 서버가 이 주문을 조회하기 전에는 다시 결제받지 마세요.
 */
export const noVerdict = (url: string, reason: string) =>
  `${url} gave no verdict: ${reason} The customer may have paid: take no other payment for this order before your server has looked it up. A verdict is JSON with a text \`status\`, as createPaymentHandlers of iamport-request-pay/server answers.`;

/**
 * @code COMPLETE_FAILED
 * @ko 이 결과에는 `merchant_uid`가 없어서 서버에 물어볼 주문을 알 수 없습니다. `getRedirectResult()`의 결과라면 주소가 결제에서 온 것이 아니거나 도중에 손상되었을 수 있습니다.
 */
export const resultNamesNoOrder = () =>
  "This result has no merchant_uid, so there is no order to ask the server about. If it came from a landing page's address, that was not written by a payment of this tab, or was damaged on the way.";

/**
 * @code ABORTED
 * @ko `signal`이 이미 취소되어 있어 서버에 아무것도 보내지 않았습니다. 결제 자체는 완료되었을 수 있으므로 나중에 다시 확인하세요.
 */
export const abortedBeforeAsking = () =>
  "The signal had fired already, so nothing was sent to your server: it doesn't know of this payment yet. Call completePayment again, or let the server look the order up.";

/**
 * @code ABORTED
 * @ko 서버의 응답을 기다리는 동안 `signal`이 취소되었습니다. 서버는 요청을 받았을 수 있습니다. 다시 결제받기 전에 서버에서 주문을 조회하세요.
 */
export const abortedWhileAsking = () =>
  "The signal fired while your server was asked: it may have heard of the payment all the same. Let it look the order up before you take another payment.";
