import type { Socket } from "node:net";

/** A request as the routes see it, whether it came over a connection or through `sandbox.fetch`. */
export interface Incoming {
  method: string;
  url: URL;
  header(name: string): string | undefined;
  /**
   * The body as text.
   * @param most - how many bytes it may have; more are a {@link BodyTooLarge}
   */
  text(most: number): Promise<string>;
  /** Aborted once the caller has given up. */
  signal: AbortSignal;
  /** The connection that it came over, if it did. */
  socket: Socket | null;
}

export class BodyTooLarge extends Error {
  constructor(most: number) {
    super(`more than ${most} bytes`);
  }
}

/** A body that says to be JSON; `null` when it is none. */
export async function readJson(incoming: Incoming, most: number): Promise<unknown> {
  const text = await incoming.text(most);
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Clients put "https://api.iamport.kr/" before "/users/getToken", and PortOne takes it. */
export function pathOf({ url }: Incoming): string {
  return url.pathname.replace(/\/{2,}/g, "/");
}
