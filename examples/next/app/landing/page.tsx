import { parseRedirect, sentenceFor } from "iamport-request-pay";
import { settleReport } from "../../lib/payments";

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Where a phone comes back to from the gateway: the address says what was paid, and the server looks it up. */
export default async function Landing({ searchParams }: Props) {
  const result = parseRedirect(await searchParams);
  if (!result?.merchant_uid) return <h1>결제한 주문이 없습니다.</h1>;
  const { imp_uid, merchant_uid, error_msg } = result;
  const completion = await settleReport({ imp_uid, merchant_uid });
  const sentence = sentenceFor(completion, "ko");
  if (completion.status === "success") return <h1>{sentence}</h1>;
  return (
    <>
      <h1>{sentence}</h1>
      {error_msg && <p role="alert">{error_msg}</p>}
      {completion.status === "failed" && <a href="/">다시 결제하기</a>}
    </>
  );
}
