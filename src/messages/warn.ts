/** The messages that are on the console already. */
const said = new Set<string>();

/** Tells the developer something that doesn't stop a payment, once. For the build for development: `if (__DEV__) warn(…)`. */
export function warn(message: string): void {
  if (said.has(message)) return;
  said.add(message);
  console.warn(`iamport-request-pay: ${message}`);
}
