import type { ParamIssue } from "../errors.ts";
import type { Finding } from "../request/params/finding.ts";

/** The words for each finding. None repeats what came: it may be a person's name or number. In braces: what is wanted. */
const words = {
  json: "JSON can't carry it, and the window wouldn't open",
  id: "PortOne wants your ID of this request, a text that isn't empty",
  landing: "a phone wants a page's or an app's address to come back to",
  channels: "the page's SDK doesn't know it and would take the default gateway; load version \"v1\"",
  lost: "JSON can't carry it, and it is lost on the way",
  "no request":
    "your server can't tell whether the verification is the one that it asked for, by an ID that was made here; make it there, and pass it",
  "too long": "PortOne takes 40 characters",
  shape: "PortOne wants {wanted}; it is passed on as it is",
  "did you mean": "PortOne's guide has no such parameter; did you mean {wanted}?",
} as const;

/** What can be found. */
export type CertificationWords = keyof typeof words;

/** The finding as a developer reads it. */
export function inWords({ path, severity, code, wanted = "" }: Finding<CertificationWords>): ParamIssue {
  const sentence = words[code].replace("{wanted}", wanted);
  return { path, severity, message: `${path}: ${sentence}${sentence.endsWith("?") ? "" : "."}` };
}
