import type { Device, ResultDelivery } from "../../payment/gateways.ts";
import type { FaultOf, WindowFault } from "../faults.ts";
import type { Language } from "./errors.ts";
import type { Payment } from "./payments.ts";
import type { Popup } from "./popups.ts";

/** What a payment frame reports of the message that the SDK has sent it. */
export interface OpenRequest {
  action: "payment" | "certification";
  userCode: string;
  /** The provider whose frame it is; empty for the default one. */
  provider: string;
  /** The SDK's version; `"v1"` for the v1 SDK, which says 1.3.0. */
  sdk: string;
  /** Whether it is the v1 SDK's overlay for newer gateways, which needs no frame. */
  overlay: boolean;
  device: Device;
  /** The origin of the shop's page: the only one that may hear the answer. */
  shopOrigin: string;
  /** What has to go wrong with every payment of this page. */
  fault?: FaultOf<WindowFault> | undefined;
  /** The parameters of `request_pay`, with what the SDK wrote into them. */
  data: Readonly<Record<string, unknown>>;
}

/** A payment, and how its window is shown and answers. */
export interface Attempt {
  payment: Payment;
  request: OpenRequest;
  language: Language;
  delivery: ResultDelivery;
  /** Where the window is: in the SDK's frame, in a popup, or a page in the place of the shop's. */
  display: "frame" | "popup" | "page";
  popup: Popup | undefined;
  landingUrl: string | null;
  /** Until when an issued account takes the deposit, Unix seconds. */
  dueAt: number | undefined;
  /** Who is asked before the payment is approved. */
  confirmUrls: readonly string[];
  /** Of an identity verification, when the customer says to be born. `YYYY-MM-DD` */
  birthday?: string;
  /** What has to go wrong with this one. */
  fault?: FaultOf<WindowFault> | undefined;
  /** Whether it waits for an approval that comes after its window has closed. */
  approvesLater?: boolean;
  /** The decision that is being carried out; it counts once. */
  deciding?: Promise<void>;
}
