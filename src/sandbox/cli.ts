import { parseArgs } from "node:util";
// In the package this is ./sandbox.js, beside the command.
import { createSandbox, type Outcome } from "./index.ts";

const usage = `iamport-sandbox: 내 컴퓨터에서 도는 포트원 V1(아임포트) 테스트 서버
                 PortOne V1 (i'mport) on your own machine

  npx iamport-sandbox [--port 4001] [--user-code imp00000000] [--outcome manual] [--hostname 127.0.0.1]
      [--imp-key imp_apikey] [--imp-secret imp_secret] [--webhook-url http://localhost:3000/webhook]
      [--webhook-format json]

  --port       포트; 0이면 비어 있는 포트              port; 0: a free one
  --user-code  가맹점 식별코드                         the merchant's user code
  --outcome    manual | approve | decline | cancel | vbank
               결제 결과; manual이면 결제창에서 고름    manual: chosen in the payment window
  --imp-key, --imp-secret
               REST API 키와 시크릿                   the key and the secret of the REST API
  --webhook-url
               웹훅을 받을 주소; 없으면 notice_url만   where webhooks go; without it, only to a notice_url
  --webhook-format
               json | form; 웹훅 본문 형식             how a webhook is written
  --hostname   기본값은 이 컴퓨터에서만 접속            default: reachable from this machine alone
`;

const outcomes: readonly string[] = ["manual", "approve", "decline", "cancel", "vbank"] satisfies Outcome[];

function isOutcome(text: string): text is Outcome {
  return outcomes.includes(text);
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "4001" },
      "user-code": { type: "string" },
      outcome: { type: "string", default: "manual" },
      hostname: { type: "string" },
      "imp-key": { type: "string" },
      "imp-secret": { type: "string" },
      "webhook-url": { type: "string" },
      "webhook-format": { type: "string", default: "json" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return void process.stdout.write(usage);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`--port ${values.port}: 0-65535`);
  if (!isOutcome(values.outcome)) throw new Error(`--outcome ${values.outcome}: ${outcomes.join(", ")}`);
  const format = values["webhook-format"];
  if (format !== "json" && format !== "form") throw new Error(`--webhook-format ${format}: json, form`);

  const sandbox = createSandbox({
    userCode: values["user-code"],
    outcome: values.outcome,
    hostname: values.hostname,
    impKey: values["imp-key"],
    impSecret: values["imp-secret"],
    webhookUrl: values["webhook-url"],
    webhookFormat: format,
  });
  const url = await sandbox.listen(port);
  process.stdout.write(`Sandbox: ${url}\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void sandbox.close());
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  process.exitCode = 1;
});
