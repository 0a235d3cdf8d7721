/** Whether a page with these headers is cut off from its popups. An unknown policy counts as one that does so. */
export function cutsPopupsOff(headers: Headers): boolean {
  const policy = headers.get("cross-origin-opener-policy") ?? "unsafe-none";
  return !/^(unsafe-none|same-origin-allow-popups)\b/.test(policy);
}
