import * as http from "node:http";
import * as https from "node:https";
import { overFetch, type Transport, type WireAnswer, type WireRequest } from "../server/client/transport.ts";

/** Replaced by a test, or by whatever watches over requests: then it is meant to be used. */
const ownFetch = globalThis.fetch;

/**
 * Over Node's HTTP client, which is quicker than its `fetch`; over the global `fetch` where that is
 * another one than when this was loaded.
 */
export const usualTransport: Transport = (request, onStart) =>
  globalThis.fetch === ownFetch ? exchange(request, onStart) : overFetch()(request, onStart);

/** For how long an idle connection is kept, in milliseconds: less than the 5 s of a Node server, as with `fetch`. */
const idle = 4_000;

const decoder = new TextDecoder();

let agents: { http: http.Agent; https: https.Agent } | undefined;

/** Connections that are kept, one pool for all clients. Idle ones don't keep the process alive. */
function agentFor(secure: boolean): http.Agent {
  agents ??= {
    http: new http.Agent({ keepAlive: true, timeout: idle, ...proxyOf(http.globalAgent) }),
    https: new https.Agent({ keepAlive: true, timeout: idle, ...proxyOf(https.globalAgent) }),
  };
  return secure ? agents.https : agents.http;
}

/** The proxy of the process, as Node 24 takes it from the environment (`NODE_USE_ENV_PROXY`) for its own agents and `fetch`. */
function proxyOf(globalAgent: http.Agent): { proxyEnv?: NodeJS.ProcessEnv } {
  const { options } = globalAgent as { options?: { proxyEnv?: NodeJS.ProcessEnv } };
  return options?.proxyEnv ? { proxyEnv: options.proxyEnv } : {};
}

function exchange(
  { url, method, headers, body, longestAnswer }: WireRequest,
  onStart: (stop: () => void) => void,
): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const secure = url.startsWith("https:");
    const sent = (secure ? https : http).request(url, {
      method,
      agent: agentFor(secure),
      // An answer is read as it comes: a packed one would have to be unpacked within the same bounds.
      headers: { ...headers, "accept-encoding": "identity", "user-agent": "iamport-request-pay" },
    });
    onStart(() => sent.destroy(new Error("The request was given up")));
    sent.on("error", reject);
    sent.on("response", (answer) => {
      const chunks: Buffer[] = [];
      let length = 0;
      const { statusCode: status = 0, headers: said } = answer;
      const settle = (text: string | null) =>
        resolve({ status, retryAfter: said["retry-after"] ?? null, text });
      answer.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length <= longestAnswer) return;
        settle(null);
        sent.destroy();
      });
      answer.on("end", () => settle(decoder.decode(Buffer.concat(chunks))));
      // It broke off.
      answer.on("error", reject);
    });
    sent.end(body);
  });
}
