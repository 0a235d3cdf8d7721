import { IamportError, type ParamIssue } from "../../errors.ts";
import { warn } from "../../messages/warn.ts";
import type { Say } from "./collect.ts";
import { type Finding, saidOf, type Values } from "./finding.ts";
import { parse } from "./values.ts";

/** What stops a payment and an identity verification alike. */
type CommonStop = "id" | "gateway" | "landing" | "channels";

/**
 * Looks for what stops a payment and an identity verification alike: what PortOne always refuses, and what would do harm.
 *
 * @param knowsChannels - whether the SDK looks at channels, as only the v1 SDK does: any other would take the default
 *   channel
 * @param stop - called with each
 */
export function findCommonStops(given: Values, knowsChannels: boolean, stop: Say<CommonStop>): void {
  const { merchant_uid, pg, m_redirect_url } = given;
  const isText = typeof merchant_uid === "string" && merchant_uid;
  if (merchant_uid !== undefined && !isText) stop({ path: "merchant_uid", code: "id", value: merchant_uid });
  if (pg !== undefined && typeof pg !== "string") stop({ path: "pg", code: "gateway", value: pg });
  // Any scheme may be an app's, but for these: they run code, or show no page.
  const { protocol } = parse(m_redirect_url) ?? {};
  const isNoPage = !protocol || /^(javascript|data|vbscript|blob|file|about):/.test(protocol);
  if (m_redirect_url !== undefined && isNoPage) {
    stop({ path: "m_redirect_url", code: "landing", value: m_redirect_url });
  }
  for (const path of ["channelKey", "channelGroupId"]) {
    if (given[path] !== undefined && !knowsChannels) stop({ path, code: "channels" });
  }
}

/** What stops the request, for the build that ships: with codes in place of messages. */
export function stopsWithoutWords(found: readonly Finding<string>[]): ParamIssue[] {
  return found
    .filter(isStop)
    .map(({ path, severity, code }) => ({ path, severity, message: saidOf(path, code) }));
}

/** Throws `INVALID_PARAMS` if there is something that stops the request; else warns of what looks wrong. */
export function throwStops(issues: readonly ParamIssue[]): void {
  if (issues.some(isStop)) {
    const message = __DEV__ && issues.map(({ message }) => message).join(" ");
    throw new IamportError("INVALID_PARAMS", message, { issues });
  }
  if (__DEV__) for (const { message } of issues) warn(message);
}

function isStop({ severity }: { severity: string }): boolean {
  return severity === "error";
}
