/**
 * A body as text, `null` when it is longer than so many bytes; no more of it is read than that takes.
 *
 * @param signal - gives up reading, also where whoever made the body knows nothing of signals
 */
export async function readText(
  body: ReadableStream<Uint8Array> | null,
  limit: number,
  signal?: AbortSignal,
): Promise<string | null> {
  if (!body) return "";
  const reader = body.getReader();
  // Not awaited, here and below: whoever reads on has its answer already.
  const giveUp = () => void reader.cancel().catch(() => undefined);
  signal?.addEventListener("abort", giveUp);
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      length += value.byteLength;
      if (length > limit) {
        giveUp();
        return null;
      }
      text += decoder.decode(value, { stream: true });
    }
  } finally {
    signal?.removeEventListener("abort", giveUp);
  }
}
