/** What the tests do in a browser, whatever drives it. */
export interface Tab {
  goto(url: string): Promise<void>;
  /** Runs a function in the page, which sees nothing but its argument; what it returns comes back as JSON. */
  evaluate<T, Argument = undefined>(
    work: (argument: Argument) => T | Promise<T>,
    argument?: Argument,
  ): Promise<T>;
  /** A click as the customer makes it: the browser counts it, and lets popups through. */
  click(selector: string): Promise<void>;
  /** The same, in the payment window inside the page. */
  clickInWindow(selector: string): Promise<void>;
  /** A click at a place of the page, in pixels, whatever is there. */
  clickAt(x: number, y: number): Promise<void>;
  /** The Escape key, pressed in the page. */
  pressEscape(): Promise<void>;
  /** Does what leaves the page, and stays there when the browser asks whether to leave it. Not every driver lets it ask. */
  stayAfter?(leave: () => Promise<void>): Promise<void>;
  /** Cuts the browser off from the network, or gives it that back. Not every driver can. */
  setOffline?(isOffline: boolean): Promise<void>;
  /** The customer closes it. */
  close(): Promise<void>;
  /** The popup that is open beside this tab, as soon as there is one. */
  popup(): Promise<Tab>;
  /** How many windows there are beside this one. */
  popups(): Promise<number>;
}

export interface Engine {
  /** A fresh browser at an empty page; as a phone, as far as the SDK looks. */
  open(options: { phone: boolean }): Promise<{ tab: Tab; close(): Promise<void> }>;
}

/** An iPhone. */
export const userAgent =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

/** A function and its argument as text, for a page that knows nothing of this file. */
export const asCode = (work: (argument: never) => unknown, argument: unknown) =>
  `(${work})(${JSON.stringify(argument) ?? ""})`;

/** Tries until it gives something. */
export async function until<T>(
  what: string,
  attempt: () => Promise<T | null | undefined | false>,
): Promise<T> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const value = await attempt().catch(() => null);
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
