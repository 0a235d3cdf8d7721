import type { FrameKind } from "../sdk/frames.ts";
import type { IMP } from "../sdk/imp.ts";
import type { PageState } from "../sdk/page-state.ts";
import type { ToRemember } from "./memory.ts";
import type { Session, ToResult } from "./session.ts";

/** How a payment or an identity verification behaves. */
export interface RequestOptions {
  /** Calls it off. */
  signal?: AbortSignal | undefined;
  /** Milliseconds without a sign of life of the window after which the way out is shown. */
  exitAfter?: number | false | undefined;
}

/** What the SDK is called with, as far as it matters on the way. */
export interface SentRequest {
  merchant_uid: string;
  pg?: string | undefined;
  language?: string | undefined;
  m_redirect_url?: string | undefined;
  popup?: boolean | undefined;
}

/** What can be asked of the SDK that opens a window: a payment, or an identity verification. */
export interface RequestKind<Request extends SentRequest, Result> {
  /** The frames that the SDK takes for it; payments' when left out. */
  frames?: FrameKind;
  /** The parameters as they are meant; throws what stops the request, as far as the SDK is there to be asked. */
  readParams(params: unknown, state: PageState): Request;
  /** Calls the SDK. */
  callSdk(imp: IMP, request: Request, hear: (response: unknown) => void): void;
  toResult: ToResult<Request, Result>;
  /** What a landing page is to know of it. */
  toRemember(request: Request): ToRemember;
}

/** A request that has the page, from its call to its end; whatever it asks for, and comes to. */
export interface RunningRequest {
  /** What it comes to, its session knows. */
  kind: Omit<RequestKind<SentRequest, unknown>, "toResult">;
  request: SentRequest;
  signal: AbortSignal | undefined;
  exitAfter: number | false;
  state: PageState;
  session: Session;
  /** The popups that the SDK has opened for it so far. */
  popups: Window[];
  /** Whatever has to end with it. */
  stops: (() => void)[];
}
