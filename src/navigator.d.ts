/** What the gateways' table reads of `navigator`: declared for the sandbox, which compiles with Node's types alone. */
declare const navigator: { readonly userAgent: string; readonly maxTouchPoints: number } | undefined;
