"use client";

import { completePayment, type PaymentResult, sentenceFor } from "iamport-request-pay";
import { useRequestPay } from "iamport-request-pay/react";
import { useEffect, useState } from "react";
import { makeOrder } from "./make-order";

type Order = Awaited<ReturnType<typeof makeOrder>>;

interface Props {
  userCode: string;
  /** Where the SDK is, if it isn't at PortOne. */
  addresses: { sdkUrl: string; jqueryUrl: string } | undefined;
}

export function Checkout({ userCode, addresses }: Props) {
  const { requestPay, status } = useRequestPay(userCode, addresses);
  const [order, setOrder] = useState<Order>();
  const [isPaid, setIsPaid] = useState(false);
  const [text, setText] = useState("");

  // The order is there before the click, in which the payment window has to open. It stays the page's: whoever tries again
  // pays the same one, and PortOne refuses an order that is paid already.
  useEffect(() => {
    makeOrder().then(setOrder, () => setText("주문을 만들지 못했습니다. 새로고침해 주세요."));
  }, []);

  const complete = async (result: PaymentResult) => {
    const completion = await completePayment(result, { url: "/payments/complete" });
    setText([sentenceFor(completion, "ko"), result.error_msg].filter(Boolean).join(" "));
    setIsPaid(completion.status === "success");
  };

  const pay = () => {
    if (!order) return;
    // On a phone the customer leaves this page, and comes back to the landing page.
    requestPay({ pg: "kcp", ...order, m_redirect_url: `${location.origin}/landing` })
      .then(complete)
      .catch((error) => {
        console.error(error);
        setText(sentenceFor(error, "ko"));
      });
  };

  if (isPaid) return <h1>{text}</h1>;
  return (
    <>
      <h1>노르웨이 회전의자</h1>
      <p>64,900원</p>
      <button type="button" disabled={!order} aria-busy={status === "paying"} onClick={pay}>
        {status === "paying" ? "결제창에서 진행 중…" : "결제하기"}
      </button>
      {text && <p role="alert">{text}</p>}
    </>
  );
}
