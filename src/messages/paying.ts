/**
 * What the build for development says when a payment can't be begun, or ends without an answer.
 *
 * One function for each message. The code it comes with and the Korean of it stand in its comment, from which the
 * page of errors (`docs/errors.md`) is made.
 */

/**
 * @code PAYMENT_IN_PROGRESS
 * @ko 이 페이지에 결제창이 이미 열려 있습니다. 먼저 연 결제가 끝나기를 기다리거나, 그 결제에 넘긴 `signal`로 취소하세요.
 */
export const paymentInProgress = () =>
  "A payment window is open on this page already. Wait for that payment to end, or call it off by the signal that it was given.";
