import type { IMP } from "./sdk/imp.ts";

declare global {
  interface Window {
    /** PortOne's SDK, once its script has run. */
    IMP?: IMP;
  }
}

export type { IMP };
