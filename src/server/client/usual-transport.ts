import { overFetch } from "./transport.ts";

/**
 * How a client sends that is given no `fetch`. The package has `src/server-node/usual-transport.ts` in this one's place
 * where the runtime is Node (`#transport` under `imports` in package.json).
 */
export const usualTransport = overFetch();
