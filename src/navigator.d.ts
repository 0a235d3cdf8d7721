/** What the gateways' table asks of a browser, where there is none: for the sandbox, which has Node's types alone. */
declare const navigator: { readonly userAgent: string; readonly maxTouchPoints: number } | undefined;
