/**
 * What the build for development says when an identity verification can't be begun.
 */

/**
 * @code INIT_FAILED
 * @ko 이 가맹점에는 본인인증 채널이 없습니다: SDK가 만든 프레임 가운데 본인인증용이 없고, 그런 요청에 SDK는 아무 답도 하지 않습니다. 포트원 콘솔에서 본인인증을 추가하세요.
 */
export const noCertificationFrame = () =>
  "This merchant has no identity verification: none of the SDK's frames is for that, and the SDK would say nothing at all. Add it in PortOne's console.";

/**
 * @warning
 * @ko 페이지가 `IMP.certification`을 직접 불렀습니다. 그 창이 어떻게 끝났는지는 아무도 듣지 못합니다. `requestCertification`을 부르세요: 언제나 끝나는 Promise입니다.
 */
export const certificationByHand = () =>
  "The page has called IMP.certification by hand: nobody hears how its window ends. Call requestCertification, whose promise always ends.";
