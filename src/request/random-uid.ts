/** 24 random characters: letters and digits, which suit every gateway. Works on plain `http` too. */
export function randomUid(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) => (byte % 36).toString(36)).join("");
}
