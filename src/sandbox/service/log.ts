import type { Clock } from "./time.ts";

/** Something that happened in the sandbox. */
type LogEvent =
  | {
      event: "call";
      method: string;
      path: string;
      /** `null`: the connection was dropped without an answer. */
      status: number | null;
      code: number | null;
      message: string | null;
    }
  | { event: "payment"; imp_uid: string; merchant_uid: string; status: string; cancel_amount: number }
  | {
      event: "certification";
      imp_uid: string;
      merchant_uid: string;
      status: "opened" | "certified" | "failed";
    }
  // A payment or an identity verification that got no window.
  | { event: "refused"; merchant_uid: string | null; error_code: string; error_msg: string }
  | { event: "webhook"; url: string; imp_uid: string; status?: number; error?: string }
  | { event: "confirm"; url: string; imp_uid: string; status?: number; error?: string }
  | { event: "time"; advanced: number };

/** What happened last, the oldest first; `at`: ISO 8601, by the sandbox's clock. */
export interface Log {
  add(event: LogEvent): void;
  all(): (LogEvent & { at: string })[];
}

const most = 5000;

/** Adds to a list of what happened, and drops the oldest: a sandbox that runs for days must not fill the memory. */
export function keep<Item>(list: Item[], item: Item): void {
  list.push(item);
  if (list.length > most) list.shift();
}

export function createLog(clock: Clock): Log {
  const events: (LogEvent & { at: string })[] = [];
  return {
    add: (event) => {
      keep(events, { at: new Date(clock.now()).toISOString(), ...event });
    },
    all: () => [...events],
  };
}
