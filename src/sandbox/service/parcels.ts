/** What the merchant has said of an escrow payment's delivery. */
export interface Parcel {
  company: string;
  invoice: string;
  /** Both are Unix seconds. */
  sent_at: number;
  applied_at: number;
}
