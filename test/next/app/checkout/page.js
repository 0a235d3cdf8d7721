"use client";
import { useRequestPay } from "iamport-request-pay/react";
export default function Checkout() {
  const { requestPay, status } = useRequestPay("imp00000000");
  return (
    <button type="button" onClick={() => requestPay({ pg: "kcp", amount: 1 })}>
      {status}
    </button>
  );
}
