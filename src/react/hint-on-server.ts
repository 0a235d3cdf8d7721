import * as ReactDOM from "react-dom";
import type { LoadOptions } from "../sdk/load-iamport.ts";
import { sdkHints } from "../sdk/sdk-hints.ts";

/** Has the page that is rendered on a server ask for the SDK in its head. React 18 has no way to say so. */
export function hintOnServer(options: LoadOptions | undefined): void {
  if (typeof document !== "undefined") return;
  const { preconnect, preload }: Partial<typeof ReactDOM> = ReactDOM;
  for (const { rel, href, crossorigin, integrity, nonce } of sdkHints(options)) {
    if (rel === "preconnect") preconnect?.(href);
    else preload?.(href, { as: "script", crossOrigin: crossorigin, integrity, nonce });
  }
}
