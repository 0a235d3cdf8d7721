/**
 * A billing key as PortOne's REST API gives it: the right to charge a customer's card, under a `customer_uid` of yours.
 * The key itself stays at PortOne. Names are PortOne's; what a gateway doesn't tell is `null` or missing.
 *
 * @see https://api.iamport.kr (`CustomerAnnotation`)
 */
export interface Customer {
  /** Your ID of the customer's card: one for each card, at most 80 characters. */
  customer_uid: string;
  /** The gateway's code. */
  pg_provider: string;
  /** Your ID at the gateway. */
  pg_id: string;
  /** Whether it was issued through a test channel: what it is charged is no money. */
  sandbox: boolean;
  /** Your ID of the customer at the gateway (Toss Payments). */
  customer_id?: string | null;
  /** The card issuer's name. */
  card_name?: string | null;
  /** The card issuer, by its KFTC code. */
  card_code?: string | null;
  /** The bank that issued the card, by its KFTC code, at gateways that tell. */
  card_issuer_code?: string | null;
  /** The name of the bank that issued the card. */
  card_issuer_name?: string | null;
  /** Whose card it is, by its KFTC code, at gateways that tell. */
  card_publisher_code?: string | null;
  /** The name of the company whose card it is. */
  card_publisher_name?: string | null;
  /** The card's number, its middle hidden. */
  card_number?: string | null;
  /** 0: credit, 1: debit. Not every gateway tells. */
  card_type?: number | null;
  /** The card holder's name. */
  customer_name?: string | null;
  /** The card holder's phone number. */
  customer_tel?: string | null;
  /** The card holder's e-mail address. */
  customer_email?: string | null;
  /** The card holder's address. */
  customer_addr?: string | null;
  /** The card holder's postal code. */
  customer_postcode?: string | null;
  /** When it was issued, in Unix seconds. */
  inserted: number;
  /** When it was last changed, in Unix seconds. */
  updated: number;
  /** What PortOne adds beside these. */
  [other: string]: unknown;
}
