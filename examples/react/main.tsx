import { completePayment, type PaymentResult, sentenceFor } from "iamport-request-pay";
import { useLanding, useRequestPay } from "iamport-request-pay/react";
import { StrictMode, useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import "../shared/shop.css";

// With PortOne itself, there is nothing to say of where the SDK is.
declare const __SANDBOX__: string;
const addresses = {
  sdkUrl: `${__SANDBOX__}/js/iamport.payment-1.2.0.js`,
  jqueryUrl: `${__SANDBOX__}/jquery-1.12.4.min.js`,
};

type Order = { merchant_uid: string; name: string; amount: number };

/**
 * The shop's server makes the order, with its number and its price. It stays the page's: whoever tries again pays the same
 * one, and PortOne refuses an order that is paid already.
 */
async function makeOrder(): Promise<Order> {
  return (await fetch("/orders", { method: "POST" })).json();
}

function Checkout() {
  const { requestPay, status } = useRequestPay("imp00000000", addresses);
  // On a phone, the answer comes to this page after a redirect.
  const landed = useLanding();
  const [order, setOrder] = useState<Order | null>(null);
  const [isPaid, setIsPaid] = useState(false);
  const [text, setText] = useState("");

  useEffect(() => {
    makeOrder().then(setOrder, () => setText("주문을 만들지 못했습니다. 새로고침해 주세요."));
  }, []);

  /** The same for every result, whatever it says: the server's verdict is what the customer reads. */
  const complete = async (result: PaymentResult) => {
    const completion = await completePayment(result, { url: "/payments/complete" });
    setText([sentenceFor(completion, "ko"), result.error_msg].filter(Boolean).join(" "));
    setIsPaid(completion.status === "success");
  };
  const tell = (error: unknown) => {
    console.error(error);
    setText(sentenceFor(error, "ko"));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each landing
  useEffect(() => {
    if (landed) complete(landed.result).catch(tell);
  }, [landed]);

  if (isPaid) return <h1>{text}</h1>;
  return (
    <>
      <h1>노르웨이 회전의자</h1>
      <p>64,900원</p>
      <button
        type="button"
        disabled={!order}
        aria-busy={status === "paying"}
        onClick={() =>
          order &&
          requestPay({ pg: "kcp", ...order })
            .then(complete)
            .catch(tell)
        }
      >
        {status === "paying" ? "결제창에서 진행 중…" : "결제하기"}
      </button>
      {text && <p role="alert">{text}</p>}
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
