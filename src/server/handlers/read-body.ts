const limit = 64 * 1024;

/**
 * The fields of a `POST` with JSON or a form, or the answer to anything else. They are told apart by name: servers
 * put another class in the place of the global `Response`, and what `Response.json` makes is no instance of it.
 */
export async function readBody(
  request: Request,
): Promise<{ fields: Readonly<Record<string, unknown>> } | { refusal: Response }> {
  if (request.method !== "POST") {
    return refused(405, "Only POST is answered here.", { allow: "POST" });
  }
  const type = (request.headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase();
  const isForm = type === "application/x-www-form-urlencoded";
  if (!isForm && type !== "application/json") {
    return refused(415, "Send application/json or application/x-www-form-urlencoded.");
  }
  let text: string | null;
  try {
    text = await readText(request);
  } catch {
    return refused(400, "The body broke off."); // Whoever sent it has gone.
  }
  if (text === null) return refused(413, `The body is longer than ${limit} bytes.`);
  const fields = isForm ? Object.fromEntries(new URLSearchParams(text)) : parse(text);
  return fields ? { fields } : refused(400, "The body is no JSON object.");
}

function refused(status: number, message: string, headers: HeadersInit = {}) {
  return { refusal: Response.json({ message }, { status, headers }) };
}

/** The body as text, `null` when it is too long; no more of it is read than that takes. */
async function readText({ body }: Request): Promise<string | null> {
  if (!body) return "";
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    length += value.byteLength;
    if (length > limit) {
      // Not awaited: it is the answer that matters.
      reader.cancel().catch(() => undefined);
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
