import { isRecord } from "../is-record.ts";
import { readText } from "../read-text.ts";
import { answer } from "./answer.ts";

const limit = 64 * 1024;

/** What came of a body. */
export type ReadBody =
  | { fields: Readonly<Record<string, unknown>> }
  /** The answer to whoever sent it, and what the shop has to mend, if it is the shop's own mistake. */
  | { refusal: Response; mistake?: Error };

/**
 * The fields of a `POST` with JSON or a form, or the answer to anything else. They are told apart by name: servers
 * put another class in the place of the global `Response`, and not every answer is an instance of it.
 */
export async function readBody(request: Request): Promise<ReadBody> {
  if (request.method !== "POST") {
    return { refusal: answer(405, { message: "Only POST is answered here." }, { allow: "POST" }) };
  }
  // One that was sent twice is joined by a comma.
  const type = (request.headers.get("content-type") ?? "").split(/[;,]/, 1)[0]?.trim().toLowerCase();
  const isForm = type === "application/x-www-form-urlencoded";
  if (!isForm && type !== "application/json") {
    return refused(415, "Send application/json or application/x-www-form-urlencoded.");
  }
  if (request.bodyUsed) return takenBefore();
  let text: string | null;
  try {
    text = await textOf(request);
  } catch {
    // Nobody has read of it, and yet it can't be read: somebody holds it.
    if (!request.bodyUsed) return takenBefore();
    return refused(400, "The body broke off."); // Whoever sent it has gone.
  }
  if (text === null) return refused(413, `The body is longer than ${limit} bytes.`);
  const fields = isForm ? formOf(text) : (parse(text) ?? mislabelledForm(text));
  return fields ? { fields } : refused(400, "The body is no JSON object.");
}

/** `null`: it is longer than the limit. */
async function textOf(request: Request): Promise<string | null> {
  const announced = request.headers.get("content-length");
  const isShort = announced !== null && /^\d+$/.test(announced) && Number(announced) <= limit;
  // Piece by piece, no more is read than the limit. A server lets in no more than was announced either, and has the
  // whole of it at hand: to have that made a stream takes longer than all else that is done for the request here.
  if (!isShort) return readText(request.body, limit);
  const text = await request.text();
  // Whoever makes a `Request` by hand may announce less than it holds.
  return text.length > limit ? null : text;
}

function takenBefore(): ReadBody {
  const message = "The body was already read.";
  const mistake = new Error(
    `${message} Something before the payment handlers has taken it, such as a middleware that logs bodies: ` +
      "hand on the request as it came, or a clone of it. With Express, a body parser leaves it in req.body.",
  );
  return { ...refused(400, message), mistake };
}

function refused(status: number, message: string) {
  return { refusal: answer(status, { message }) };
}

function formOf(text: string): Record<string, unknown> {
  return Object.fromEntries(new URLSearchParams(text));
}

/** jQuery sends `data` as a form whatever the `contentType`, and PortOne's guide calls that one JSON. */
function mislabelledForm(text: string): Record<string, unknown> | null {
  const fields = formOf(text);
  return "imp_uid" in fields && "merchant_uid" in fields ? fields : null;
}

function parse(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
