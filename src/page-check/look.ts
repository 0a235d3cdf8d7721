import type { IamportErrorCode } from "../errors.ts";
import type { ContentPolicy } from "./content-policy.ts";

/** When the page is looked at: as the SDK is asked for, as a payment begins, or when something has failed. */
export type Moment = "loading" | "paying" | IamportErrorCode;

/** What is known of the payment, or of the scripts, at that moment. */
export interface About {
  /** The payment's parameters, as given. */
  params?:
    | {
        pg?: string | undefined;
        popup?: boolean | undefined;
        naverPopupMode?: boolean | undefined;
        m_redirect_url?: string | undefined;
      }
    | undefined;
  /** Whether the request is an identity verification, and no payment. */
  isCertification?: boolean | undefined;
  /** The options of `loadIamport`. They are kept for later looks. */
  options?:
    | {
        version?: string | undefined;
        sdkUrl?: string | undefined;
        jqueryUrl?: string | false | undefined;
        nonce?: string | undefined;
      }
    | undefined;
}

/** What a check is given. */
export interface Look {
  moment: Moment;
  params: NonNullable<About["params"]>;
  isCertification: boolean;
  options: NonNullable<About["options"]>;
  /** When `loadIamport` was called, by `performance.now()`. */
  loadingSince: number | undefined;
  /** The page's own headers, in a second look; they cost a request. */
  headers: Headers | undefined;
  /** The policies that are known: those in the page's markup, and in a second look those of the headers too. */
  policies: readonly ContentPolicy[];
}

/** One thing to look for. Gives the message, if there is something to say. */
export type Check = (look: Look) => string | undefined;
