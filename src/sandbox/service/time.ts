/** The sandbox's clock: the machine's, until somebody moves it forward. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Unix seconds. */
  seconds(): number;
  /** How far it was moved, in milliseconds. */
  offset(): number;
  /** Runs something once, at this time (ms since 1970) or as soon as the clock has passed it. Gives back how to call it off. */
  at(time: number, run: () => unknown): () => void;
  /** Moves the clock forward. What falls due on the way runs in its order, each at its own time, and is waited for. */
  advance(ms: number): Promise<void>;
  /** From now on nothing falls due by itself; it is kept for {@link resume}. */
  stop(): void;
  /** What has been waiting since {@link stop} falls due again; at once, if its time has passed. */
  resume(): void;
}

interface Task {
  time: number;
  run: () => unknown;
  timer: NodeJS.Timeout | undefined;
}

/** The longest delay of `setTimeout`, in milliseconds: with a longer one it would fire at once. */
const longestTimer = 2 ** 31 - 1;

export function createClock(): Clock {
  let offset = 0;
  const tasks = new Set<Task>();
  const now = () => Date.now() + offset;

  function arm(task: Task): void {
    clearTimeout(task.timer);
    const wait = Math.max(0, task.time - now());
    task.timer = setTimeout(
      () => (wait > longestTimer ? arm(task) : start(task)),
      Math.min(wait, longestTimer),
    );
    // What is still to come must not keep the process running.
    task.timer.unref();
  }

  function start(task: Task): unknown {
    clearTimeout(task.timer);
    return tasks.delete(task) ? task.run() : undefined;
  }

  function nextBefore(time: number): Task | undefined {
    const due = [...tasks].filter((task) => task.time <= time);
    return due.sort((one, other) => one.time - other.time)[0];
  }

  return {
    now,
    seconds: () => Math.floor(now() / 1000),
    offset: () => offset,
    at: (time, run) => {
      const task: Task = { time, run, timer: undefined };
      tasks.add(task);
      arm(task);
      return () => {
        clearTimeout(task.timer);
        tasks.delete(task);
      };
    },
    advance: async (ms) => {
      let left = ms;
      for (let task = nextBefore(now() + left); task; task = nextBefore(now() + left)) {
        const step = Math.max(0, task.time - now());
        offset += step;
        left -= step;
        await start(task);
      }
      offset += left;
      for (const task of tasks) arm(task);
    },
    stop: () => {
      for (const task of tasks) clearTimeout(task.timer);
    },
    resume: () => {
      for (const task of tasks) arm(task);
    },
  };
}
