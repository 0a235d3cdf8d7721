export { createSandbox, type Sandbox } from "./create-sandbox.ts";
export type { Fault, FrameFault, WindowFault } from "./faults.ts";
export type { Gateway, Outcome, SandboxOptions } from "./options.ts";
export { readSeed, type Seed, type SeedOrder, type SeedPayment } from "./service/seed.ts";
