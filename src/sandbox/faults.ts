/** What can go wrong on request. Each call, token or webhook suffers one fault: the first that is meant for it. */
export interface Fault {
  /**
   * - `"slow"`: the call is carried out, and answered `ms` late.
   * - `"error"`: nothing is done, and the answer has the HTTP status `status`.
   * - `"rubbish"`: the answer is a page of HTML, with 200.
   * - `"drop"`: the connection is destroyed without an answer.
   * - `"unauthorized"`: the token is revoked, and the call that brought it is answered with 401.
   * - `"expiredToken"`: the next token given out has expired already.
   * - `"webhookTwice"`: the next webhook is sent twice at once.
   * - `"webhookFirst"`: the browser has to wait until the next webhook was answered.
   */
  kind:
    | "slow"
    | "error"
    | "rubbish"
    | "drop"
    | "unauthorized"
    | "expiredToken"
    | "webhookTwice"
    | "webhookFirst";
  /**
   * How the path of the REST calls begins that suffer it; of no concern to tokens and webhooks.
   * @default every call; for `"unauthorized"`, every call that needs a token
   */
  path?: string | undefined;
  /**
   * How often it happens.
   * @default 1
   */
  times?: number | undefined;
  /**
   * For `"slow"`: how late, in milliseconds, up to ten minutes.
   * @default 1000
   */
  ms?: number | undefined;
  /**
   * For `"error"`: the HTTP status, 400 to 599.
   * @default 500
   */
  status?: number | undefined;
}

type Kind = Fault["kind"];

/** The faults that have been asked for and have not happened yet. */
export interface Faults {
  /** Puts this list in the place of the one before. */
  replace(faults: readonly Fault[]): void;
  left(): Fault[];
  /** The fault that a call to this path suffers, counted as having happened. */
  takeForCall(path: string): Fault | undefined;
  /** Whether the next thing of this kind has to go wrong, counted as having happened. */
  take(kind: Kind): boolean;
}

const callKinds: readonly Kind[] = ["slow", "error", "rubbish", "drop", "unauthorized"];
const kinds: readonly Kind[] = [...callKinds, "expiredToken", "webhookTwice", "webhookFirst"];

export function createFaults(): Faults {
  let faults: (Fault & { times: number })[] = [];

  function takeWhere(matches: (fault: Fault) => boolean): Fault | undefined {
    const fault = faults.find(matches);
    if (fault) fault.times -= 1;
    faults = faults.filter(({ times }) => times > 0);
    return fault;
  }

  return {
    replace: (given) => {
      faults = given.map((fault) => ({ ...fault, times: fault.times ?? 1 }));
    },
    left: () => faults.map((fault) => ({ ...fault })),
    takeForCall: (path) =>
      takeWhere((fault) => callKinds.includes(fault.kind) && path.startsWith(beginningOf(fault))),
    take: (kind) => takeWhere((fault) => fault.kind === kind) !== undefined,
  };
}

function beginningOf({ kind, path }: Fault): string {
  return path ?? (kind === "unauthorized" ? "/payments" : "");
}

/** What somebody has sent, as faults; or, as text, what is wrong with it. */
export function readFaults(body: unknown): Fault[] | string {
  if (!Array.isArray(body)) return "wanted a JSON array of faults";
  const problem = body.map((entry, at) => problemOf(entry, `[${at}]`)).find((text) => text !== null);
  return problem ?? (body as Fault[]); // Each was looked at.
}

function problemOf(entry: unknown, at: string): string | null {
  if (typeof entry !== "object" || entry === null) return `${at}: wanted an object with a kind`;
  const { kind, path, times, ms, status, ...others } = entry as Record<string, unknown>;
  const [other] = Object.keys(others);
  if (other !== undefined) return `${at}.${other}: there is no such field`;
  if (!kinds.some((known) => known === kind)) return `${at}.kind: wanted one of ${kinds.join(", ")}`;
  if (path !== undefined && (typeof path !== "string" || !path.startsWith("/"))) {
    return `${at}.path: wanted the beginning of a path, such as "/payments"`;
  }
  if (times !== undefined && !isIntegerWithin(times, 1, 1_000_000)) return `${at}.times: wanted 1 or more`;
  if (ms !== undefined && (kind !== "slow" || !isIntegerWithin(ms, 0, 600_000))) {
    return `${at}.ms: wanted 0 to 600000 milliseconds, for "slow"`;
  }
  if (status !== undefined && (kind !== "error" || !isIntegerWithin(status, 400, 599))) {
    return `${at}.status: wanted 400 to 599, for "error"`;
  }
  return null;
}

function isIntegerWithin(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}
