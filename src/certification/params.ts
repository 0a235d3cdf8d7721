import type { OrAny } from "../request/params/or-any.ts";

/**
 * What `IMP.certification` takes: who is to prove who they are, and through which gateway. Names are PortOne's. What isn't
 * listed is passed on as it is. `null` and an empty text are the same as nothing.
 *
 * `name`, `phone` and `carrier` only fill in the window's form; your server looks up what the customer has proved.
 *
 * @see https://guide.portone.io/ (V1, 휴대폰 본인인증)
 */
export interface CertificationParams {
  /**
   * Your ID of this request, as your server knows it: up to 40 characters. Your server recognises by it the
   * verification that it asked for, so the ID should be new, and made there.
   * @default a generated ID, of which your server knows nothing
   */
  merchant_uid?: string | null | undefined;
  /**
   * The gateway: its code, or its code and your merchant ID there: `"danal.B010007255"`, `"inicis_unified.MIIiasTest"`.
   * @default the identity verification of PortOne's console
   */
  pg?: OrAny<"danal" | "inicis_unified" | "inicis" | "kcp" | "kcp_v2"> | null | undefined;
  /** The channel, from PortOne's console, in place of `pg`. v1 SDK only: `loadIamport(merchant, { version: "v1" })`. */
  channelKey?: string | null | undefined;
  /**
   * Where a phone comes back to when the gateway has left the page, as it does without `popup: true`: your landing
   * page, for {@link getCertificationRedirectResult}. An `http(s)` address, relative ones too, or an app's.
   * @default this page
   */
  m_redirect_url?: string | null | undefined;
  /**
   * Whether a phone opens a popup and keeps the page, in place of leaving it for `m_redirect_url`. On a PC it is always a
   * popup, whatever this says.
   * @default `false`
   */
  popup?: boolean | null | undefined;
  /** Below this age, in full years, the gateway refuses (Danal, KCP). Your server checks the birth date all the same. */
  min_age?: number | null | undefined;
  /** The customer's name, for the form. */
  name?: string | null | undefined;
  /** The customer's phone number, for the form. */
  phone?: string | null | undefined;
  /** The customer's carrier, for the form; budget carriers are `"MVNO"`. */
  carrier?: OrAny<"SKT" | "KT" | "LGT" | "MVNO"> | null | undefined;
  /** The shop's name or address, in some windows. */
  company?: string | null | undefined;
}
