import type { Clock } from "./time.ts";

/** Something that happened in the sandbox. */
export type LogEvent =
  | {
      event: "call";
      method: string;
      path: string;
      status: number;
      code: number | null;
      message: string | null;
    }
  | { event: "payment"; imp_uid: string; merchant_uid: string; status: string; cancel_amount: number }
  | { event: "webhook"; url: string; imp_uid: string; status?: number; error?: string }
  | { event: "confirm"; url: string; imp_uid: string; status?: number; error?: string }
  | { event: "time"; advanced: number };

/** Everything that happened, the oldest first; `at`: ISO 8601, by the sandbox's clock. */
export interface Log {
  add(event: LogEvent): void;
  all(): (LogEvent & { at: string })[];
}

/** A sandbox that runs for days must not fill the memory. */
const most = 5000;

export function createLog(clock: Clock): Log {
  const events: (LogEvent & { at: string })[] = [];
  return {
    add: (event) => {
      events.push({ at: new Date(clock.now()).toISOString(), ...event });
      if (events.length > most) events.shift();
    },
    all: () => [...events],
  };
}
