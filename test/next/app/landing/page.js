"use client";
import { completePayment, parseRedirect } from "iamport-request-pay";
import { useEffect, useState } from "react";
export default function Landing() {
  const [said, say] = useState("");
  useEffect(() => {
    const result = parseRedirect();
    if (result)
      completePayment(result, { url: "/complete" }).then(
        ({ status }) => say(status),
        ({ code }) => say(code),
      );
  }, []);
  return <p>{said}</p>;
}
