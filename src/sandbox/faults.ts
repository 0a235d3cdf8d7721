/**
 * What can go wrong on request. A call, token, webhook, frame or payment suffers one fault: the first in the list that fits.
 *
 * Those from `"frameError"` on can be asked for by a page as well, for itself and for good, on the address of the SDK:
 * `…/js/iamport.payment-1.2.0.js?fault=frameSilent`.
 */
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
   *
   * A payment frame, each time that it is asked for:
   *
   * - `"frameError"`: its request is answered with the HTTP status `status`.
   * - `"frameDrop"`: its request fails: no answer that is HTTP.
   * - `"frameSilent"`: it loads, and does nothing and says nothing.
   * - `"frameReload"`: it posts a text that is no JSON as soon as it has loaded, which makes the SDK load all frames anew:
   *   over and over, as often as `times` says.
   *
   * The next payment or identity verification whose window opens:
   *
   * - `"strayText"`: the frame posts such a text once the window is open. The SDK throws the window away.
   * - `"silentClose"`: a customer who gives up closes the window, and nobody is told. LG U+ (`uplus`) is always so.
   * - `"lostAnswer"`: what was decided is done, and the browser never hears of it.
   * - `"falseFlag"`: the answer to a payment that was paid says no, without a reason, as Daou's may.
   * - `"failedFirst"`: an approved payment is first answered and announced as failed, and is paid `ms` later, as
   *   Payment Wall's may.
   */
  kind:
    | "slow"
    | "error"
    | "rubbish"
    | "drop"
    | "unauthorized"
    | "expiredToken"
    | "webhookTwice"
    | "webhookFirst"
    | FrameFault
    | WindowFault;
  /**
   * The beginning of the path of the REST calls or payment frames that suffer it; without meaning for other faults.
   * @default every call; for `"unauthorized"`, every call that needs a token; for a frame, the default gateway's and those
   * that the v1 SDK lays over the page (every frame: `"/payments/ready"`)
   */
  path?: string | undefined;
  /**
   * How often it happens.
   * @default 1
   */
  times?: number | undefined;
  /**
   * For `"slow"` and `"failedFirst"`: how late, in milliseconds, up to ten minutes. The second goes by the sandbox's clock.
   * @default 1000
   */
  ms?: number | undefined;
  /**
   * For `"error"` and `"frameError"`: the HTTP status, 400 to 599.
   * @default 500; for a frame, 503
   */
  status?: number | undefined;
}

/** What can happen to a payment frame. */
export type FrameFault = "frameError" | "frameDrop" | "frameSilent" | "frameReload";

/** What can happen to a payment whose window is open. */
export type WindowFault = "strayText" | "silentClose" | "lostAnswer" | "falseFlag" | "failedFirst";

type Kind = Fault["kind"];

/** The faults that have been asked for and have not happened yet. */
export interface Faults {
  /** Puts this list in the place of the one before. */
  replace(faults: readonly Fault[]): void;
  left(): Fault[];
  /** The fault that a call to this path suffers, counted as having happened. */
  takeForCall(path: string): Fault | undefined;
  /**
   * The same for a payment frame.
   * @param isStandard - whether a fault without a path means this frame
   */
  takeForFrame(path: string, isStandard: boolean): FaultOf<FrameFault> | undefined;
  /** The same for a payment whose window opens. */
  takeForWindow(): FaultOf<WindowFault> | undefined;
  /** Whether the next thing of this kind has to go wrong, counted as having happened. */
  take(kind: Kind): boolean;
}

/** A fault of certain kinds. */
export type FaultOf<Some extends Kind> = Fault & { kind: Some };

const callKinds: readonly Kind[] = ["slow", "error", "rubbish", "drop", "unauthorized"];
const frameKinds: readonly FrameFault[] = ["frameError", "frameDrop", "frameSilent", "frameReload"];
const windowKinds: readonly WindowFault[] = [
  "strayText",
  "silentClose",
  "lostAnswer",
  "falseFlag",
  "failedFirst",
];
const kinds: readonly Kind[] = [
  ...callKinds,
  "expiredToken",
  "webhookTwice",
  "webhookFirst",
  ...frameKinds,
  ...windowKinds,
];

function isFrameFault(fault: Fault): fault is FaultOf<FrameFault> {
  return frameKinds.some((kind) => kind === fault.kind);
}

export function isWindowFault(fault: Fault): fault is FaultOf<WindowFault> {
  return windowKinds.some((kind) => kind === fault.kind);
}

/** The fault that a page has asked for on the SDK's address; `undefined` when it is none of a frame or a payment. */
export function faultNamed(name: unknown): FaultOf<FrameFault> | FaultOf<WindowFault> | undefined {
  const kind = [...frameKinds, ...windowKinds].find((known) => known === name);
  // Which of the two it is can be seen from its kind alone.
  return kind && ({ kind } as FaultOf<FrameFault> | FaultOf<WindowFault>);
}

export function createFaults(): Faults {
  let faults: (Fault & { times: number })[] = [];

  function takeWhere<Some extends Fault>(matches: (fault: Fault) => fault is Some): Some | undefined;
  function takeWhere(matches: (fault: Fault) => boolean): Fault | undefined;
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
    takeForFrame: (path, isStandard) =>
      takeWhere(
        (fault): fault is FaultOf<FrameFault> =>
          isFrameFault(fault) && (fault.path === undefined ? isStandard : path.startsWith(fault.path)),
      ),
    takeForWindow: () => takeWhere(isWindowFault),
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
  const isLate = kind === "slow" || kind === "failedFirst";
  if (ms !== undefined && !(isLate && isIntegerWithin(ms, 0, 600_000))) {
    return `${at}.ms: wanted 0 to 600000 milliseconds, for "slow" or "failedFirst"`;
  }
  const isAnswer = kind === "error" || kind === "frameError";
  if (status !== undefined && !(isAnswer && isIntegerWithin(status, 400, 599))) {
    return `${at}.status: wanted 400 to 599, for "error" or "frameError"`;
  }
  return null;
}

function isIntegerWithin(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}
