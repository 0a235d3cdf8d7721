import { createMerchantUid, type PaymentResult } from "iamport-request-pay";
import { useRedirectResult, useRequestPay } from "iamport-request-pay/react";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";

// With PortOne itself, there is nothing to say of where the SDK is.
declare const __SANDBOX__: string;
const addresses = {
  sdkUrl: `${__SANDBOX__}/js/iamport.payment-1.2.0.js`,
  jqueryUrl: `${__SANDBOX__}/jquery-1.12.4.min.js`,
};

function Checkout() {
  const { requestPay, status, result, error } = useRequestPay("imp00000000", addresses);
  // On a phone, the answer comes to this page after a redirect.
  const landed = useRedirectResult();
  // A real shop's server makes the order, with its number and its price.
  const [merchant_uid, setMerchantUid] = useState(() => createMerchantUid("order-"));

  const pay = async () => {
    const result = await requestPay({
      pg: "kcp",
      merchant_uid,
      name: "노르웨이 회전의자",
      amount: 64900,
    }).catch(
      () => null, // It is shown below, as `error`.
    );
    if (result?.outcome === "failed") setMerchantUid(createMerchantUid("order-"));
  };

  const last = result ?? landed?.result;
  if (last?.success) return <Authenticated result={last} />;
  return (
    <>
      <h1>노르웨이 회전의자</h1>
      <p>64,900원</p>
      <button type="button" onClick={pay} aria-busy={status === "paying"}>
        {status === "paying" ? "결제창에서 진행 중…" : "결제하기"}
      </button>
      {last && <p role="alert">{last.error_msg ?? "결제하지 못했습니다."}</p>}
      {error && <p role="alert">{error.message}</p>}
    </>
  );
}

/** Not "paid": that is for the shop's server to say. `completePayment` asks it; see examples/checkout. */
function Authenticated({ result }: { result: PaymentResult }) {
  return (
    <>
      <h1>결제 인증이 끝났습니다</h1>
      <p>서버가 포트원에 조회한 뒤에 주문이 확정됩니다.</p>
      <p>결제 번호 {result.imp_uid}</p>
    </>
  );
}

const place = document.querySelector("#app");
if (place) {
  createRoot(place).render(
    <StrictMode>
      <Checkout />
    </StrictMode>,
  );
}
