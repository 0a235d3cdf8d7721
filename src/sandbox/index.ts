/**
 * A PortOne V1 on your own machine: SDK, payment window, REST API and webhooks. Node.
 *
 * @packageDocumentation
 * @module iamport-request-pay/sandbox
 */
export { createSandbox, type Sandbox } from "./create-sandbox.ts";
export type { Fault, FrameFault, WindowFault } from "./faults.ts";
export type { Gateway, GatewayType, Outcome, SandboxOptions } from "./options.ts";
export { readSeed, type Seed, type SeedOrder, type SeedPayment } from "./service/seed.ts";
