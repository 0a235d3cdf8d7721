/**
 * A fake `window.IMP` for a shop's own unit tests.
 *
 * @packageDocumentation
 * @module iamport-request-pay/testing
 */
export type { FakeGateway } from "./answers.ts";
export {
  type FakeIamport,
  type FakeIamportOptions,
  type FakeOutcome,
  installFakeIamport,
} from "./install-fake-iamport.ts";
