import { parseArgs } from "node:util";
// In the package this is ./sandbox.js, beside the command.
import { createSandbox, type Outcome } from "./index.ts";

const usage = `iamport-sandbox: 내 컴퓨터에서 도는 포트원 V1(아임포트) 테스트 서버
                 PortOne V1 (i'mport) on your own machine

  npx iamport-sandbox [--port 4001] [--user-code imp00000000] [--outcome manual] [--hostname 127.0.0.1]

  --port       포트; 0이면 비어 있는 포트              port; 0: a free one
  --user-code  가맹점 식별코드                         the merchant's user code
  --outcome    manual | approve | decline | cancel | vbank
               결제 결과; manual이면 결제창에서 고름    manual: chosen in the payment window
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
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return void process.stdout.write(usage);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`--port ${values.port}: 0-65535`);
  if (!isOutcome(values.outcome)) throw new Error(`--outcome ${values.outcome}: ${outcomes.join(", ")}`);

  const sandbox = createSandbox({
    userCode: values["user-code"],
    outcome: values.outcome,
    hostname: values.hostname,
  });
  const url = await sandbox.listen(port);
  process.stdout.write(`Sandbox: ${url}\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void sandbox.close());
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  process.exitCode = 1;
});
