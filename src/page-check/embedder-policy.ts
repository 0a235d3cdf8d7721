import { embedderPolicyBlocks } from "../messages/page.ts";
import type { Look } from "./look.ts";

/** What is embedded then has to agree to it by headers of its own. */
export function embedderPolicy({ headers }: Look): string | undefined {
  const [value = ""] = (headers?.get("cross-origin-embedder-policy") ?? "").split(";");
  return /^(require-corp|credentialless)$/.test(value.trim())
    ? embedderPolicyBlocks(value.trim())
    : undefined;
}
