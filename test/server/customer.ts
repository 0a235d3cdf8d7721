/** Posts JSON to the sandbox and gives back its answer's JSON. */
type Post = (path: string, body: unknown) => Promise<{ impUid?: string }>;

/**
 * A customer's payment in the browser, decided at the window, or left open.
 *
 * @returns its `imp_uid`
 */
export async function payAt(
  post: Post,
  data: Record<string, unknown> = {},
  decision: string | null = "approve",
  sdk = "1.2.0",
): Promise<string> {
  const { impUid } = await post("/payments/open", {
    action: "payment",
    userCode: "imp00000000",
    sdk,
    shopOrigin: "https://shop.example",
    data: { merchant_uid: "order-1", amount: 64900, name: "회전의자", request_id: "req_1", ...data },
  });
  if (decision) await post(`/gateway/${impUid}/answer`, { decision });
  // A refused payment has none, and the tests of that look for it.
  return impUid as string;
}
