import type { FrameKind } from "../sdk/frames.ts";
import type { IMP } from "../sdk/imp.ts";
import type { PageState } from "../sdk/page-state.ts";
import type { ToRemember } from "./memory.ts";
import type { Session, ToResult } from "./session.ts";

/** How a payment or an identity verification behaves. */
export interface RequestOptions {
  /** Calls the request off. */
  signal?: AbortSignal | undefined;
  /** Milliseconds without a sign of life of the window after which the way out is shown. */
  exitAfter?: number | false | undefined;
}

/** The parameters that the SDK is called with, as far as this folder reads them. */
export interface SentRequest {
  merchant_uid: string;
  pg?: string | undefined;
  language?: string | undefined;
  m_redirect_url?: string | undefined;
  popup?: boolean | undefined;
}

/** A kind of request for which the SDK opens a window: a payment, or an identity verification. */
export interface RequestKind<Request extends SentRequest, Result> {
  /** The frames that the SDK uses for it; payments' when left out. */
  frames?: FrameKind;
  /**
   * Gives the parameters as they are meant. Throws what stops the request; what depends on the SDK, only once that is
   * there.
   */
  readParams(params: unknown, state: PageState): Request;
  /** Calls the SDK. */
  callSdk(imp: IMP, request: Request, hear: (response: unknown) => void): void;
  toResult: ToResult<Request, Result>;
  /** What is stored of it for the landing page. */
  toRemember(request: Request): ToRemember;
}

/** The one request that is running on the page, of either kind. */
export interface RunningRequest {
  /** Without `toResult`, which only the session needs. */
  kind: Omit<RequestKind<SentRequest, unknown>, "toResult">;
  request: SentRequest;
  signal: AbortSignal | undefined;
  exitAfter: number | false;
  state: PageState;
  session: Session;
  /** The popups that the SDK has opened for it so far. */
  popups: Window[];
  /** What is called when the request ends. */
  stops: (() => void)[];
}
