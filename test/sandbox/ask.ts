import { createApp } from "../../src/sandbox/create-app.ts";
import { type SandboxOptions, settingsFrom } from "../../src/sandbox/options.ts";
import { createState } from "../../src/sandbox/service/state.ts";

export const chromeOnPc = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";
export const iPhone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148";

const service = "https://service.iamport.kr";

interface Asked {
  provider?: string;
  userCode?: string;
  userAgent?: string;
  sdk?: string;
  action?: "payment" | "certification";
  overlay?: boolean;
}

/** A sandbox whose payments a test can look into, spoken to as its frames and windows do. */
export function testSandbox(options: SandboxOptions = {}) {
  const state = createState(settingsFrom(options));
  const { payments } = state;
  const app = createApp(state);

  async function post(path: string, body: unknown, userAgent = chromeOnPc) {
    const response = await app.fetch(
      new Request(service + path, {
        method: "POST",
        headers: { "content-type": "application/json", "user-agent": userAgent },
        body: JSON.stringify(body),
      }),
    );
    return (await response.json()) as {
      impUid?: string;
      message?: { action?: string; data: Record<string, unknown> };
      markup?: string;
      location?: string;
      error?: string;
    };
  }

  return {
    state,
    payments,
    fetch: async (request: Request) => app.fetch(request),
    get: (url: string) => app.fetch(new Request(url.startsWith("/") ? service + url : url)),
    post,
    open: (data: Record<string, unknown>, asked: Asked = {}) => {
      const { userAgent, ...rest } = asked;
      const request = {
        merchant_uid: "order-1",
        amount: 64900,
        name: "키보드",
        request_id: "req_1",
        ...data,
      };
      return post(
        "/payments/open",
        {
          action: "payment",
          userCode: "imp00000000",
          sdk: "1.2.0",
          shopOrigin: "https://shop.example",
          ...rest,
          data: request,
        },
        userAgent,
      );
    },
    decide: (impUid: string | undefined, decision: string) => post(`/gateway/${impUid}/answer`, { decision }),
  };
}
