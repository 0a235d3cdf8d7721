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
