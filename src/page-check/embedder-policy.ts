import { embedderPolicyBlocks } from "../messages/page.ts";
import type { Look } from "./look.ts";

/** Finds an embedder policy, under which everything embedded has to agree to that by headers of its own. */
export function embedderPolicy({ headers }: Look): string | undefined {
  const [value = ""] = (headers?.get("cross-origin-embedder-policy") ?? "").split(";");
  return /^(require-corp|credentialless)$/.test(value.trim())
    ? embedderPolicyBlocks(value.trim())
    : undefined;
}
