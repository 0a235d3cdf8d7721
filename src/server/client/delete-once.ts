import type { Call } from "./call.ts";

/** Deletes what is there; repeated after a lost answer, since then nothing is left to be done. */
export async function deleteOnce(call: Call, path: string): Promise<boolean> {
  const answer = await call({ method: "DELETE", path });
  if (!("refusal" in answer)) return true;
  if (answer.refusal.status !== 404) throw answer.refusal;
  // PortOne has none: never, or not any more since an attempt whose answer was lost.
  return answer.arrived;
}
