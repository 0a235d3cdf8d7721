import type { TestContext } from "vitest";

/** What a case came to, as it was seen in this run: the report prints it, and `docs/reliability.md` is made of it. */
export interface Observed {
  /** What came of the call: a result, an error's code, what the server answered. */
  happens: string;
  /** What is in front of the customer then. */
  sees: string;
  /** Generated inputs that the case went through. */
  inputs?: number;
  /** Orders that it settled. */
  orders?: number;
  /** Payments that it made. */
  payments?: number;
}

declare module "vitest" {
  interface TaskMeta {
    observed?: Observed;
  }
}

/** Every case of a fault ends with this: built from what the test saw, after it was asserted. */
export function observe({ task }: TestContext, observed: Observed): void {
  task.meta.observed = observed;
}

/** How often: all of it with `npm run test:faults`, a tenth within `npm test -- --all`, so that it stays quick. */
export function times(all: number): number {
  return process.env.FAULTS === "all" ? all : Math.ceil(all / 10);
}
