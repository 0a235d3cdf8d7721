/** 24 random characters: letters and digits, which suit every gateway. Works on plain `http` too. */
export function randomUid(): string {
  // Not with `Array.from`, since that of Prototype.js takes no function.
  return [...crypto.getRandomValues(new Uint8Array(24))].map((byte) => (byte % 36).toString(36)).join("");
}
