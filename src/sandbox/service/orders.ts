/** What a server-to-server payment says of its order. */
export interface Order {
  merchant_uid: string;
  amount: number;
  currency: string;
  name: string | null;
  buyer_name: string | null;
  buyer_email: string | null;
  buyer_tel: string | null;
  buyer_addr: string | null;
  buyer_postcode: string | null;
  custom_data: string | null;
  card_quota: number;
  noticeUrls: readonly string[];
}

/** Whether an order can have this number: 1 to 40 bytes, by PortOne's reference. */
export function isOrderNumber(text: string, most = 40): boolean {
  const bytes = Buffer.byteLength(text);
  return bytes >= 1 && bytes <= most;
}
