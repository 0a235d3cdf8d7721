import * as ReactDOM from "react-dom";
import type { LoadOptions } from "../sdk/load-iamport.ts";
import { addresses } from "../sdk/script-addresses.ts";

/** While rendering on a server, has the page's head ask for the SDK. React 18 has no way to do that. */
export function hintOnServer(options: LoadOptions = {}): void {
  if (typeof document !== "undefined") return;
  const { preconnect, preload }: Partial<typeof ReactDOM> = ReactDOM;
  const { scripts, service } = addresses(options);
  for (const { url, integrity } of scripts) {
    const crossOrigin = integrity === undefined ? undefined : "anonymous";
    preload?.(url, { as: "script", crossOrigin, integrity, nonce: options.nonce });
  }
  if (service) preconnect?.(service);
}
