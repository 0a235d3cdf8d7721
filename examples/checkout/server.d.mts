/** Starts sandbox and shop on loopback. */
export function startShop(options?: { port?: number }): Promise<{
  url: string;
  sandboxUrl: string;
  close(): Promise<void>;
}>;
