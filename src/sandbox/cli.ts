import { readFile } from "node:fs/promises";
import { version } from "../../package.json";
// In the package this is ./sandbox.js, beside the command.
import { createSandbox, readSeed, type Seed } from "./index.ts";
import { readArguments } from "./read-arguments.ts";

const usage = `iamport-sandbox: 내 컴퓨터에서 도는 포트원 V1(아임포트) 테스트 서버
                 PortOne V1 (i'mport) on your own machine

  npx iamport-sandbox [--port 4001] [--user-code imp00000000] [--outcome manual] [--hostname 127.0.0.1]
      [--imp-key imp_apikey] [--imp-secret imp_secret] [--webhook-url http://localhost:3000/webhook]
      [--webhook-format json] [--test kcp.T0000] [--live kcp.A52CY] [--seed payments.json]

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
  --test, --live
               테스트·실연동 채널, PG사.상점아이디[:certification][=채널키]; 여러 번, 첫 번째가 기본
               a channel, provider.id[:certification][=channel key]; more than once, the first is the default
  --seed       결제와 주문이 담긴 JSON 파일            a JSON file: { "payments": [{ "imp_uid", "merchant_uid",
               "amount", … }], "orders": [{ "merchant_uid", "amount" }] }
  --hostname   기본값은 이 컴퓨터에서만 접속            default: reachable from this machine alone
  --version    버전                                    the version
`;

async function run(): Promise<void> {
  const { show, port, seedFile, options } = readArguments(process.argv.slice(2));
  if (show === "help") return void process.stdout.write(usage);
  if (show === "version") return void process.stdout.write(`${version}\n`);

  const seed = seedFile === undefined ? undefined : await readSeedFile(seedFile);
  const warn = (message: string) => void process.stderr.write(`${message}\n`);
  const sandbox = createSandbox({ ...options, seed, warn });
  const url = await sandbox.listen(port);
  process.stdout.write(`Sandbox: ${url}\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void sandbox.close());
  if (process.env.npm_lifecycle_event === "npx") closeWithParent(() => void sandbox.close());
}

/** npx passes a signal on to the shell between it and us, and a shell ends without passing it on. */
function closeWithParent(close: () => void): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    close();
  }, 500);
  watch.unref();
}

async function readSeedFile(path: string): Promise<Seed> {
  let file: unknown;
  try {
    // Windows' editors begin a file with a mark of its encoding.
    file = JSON.parse((await readFile(path, "utf8")).replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new Error(`--seed ${path}: ${error instanceof Error ? error.message : error}`);
  }
  const seed = readSeed(file);
  if (typeof seed === "string") throw new Error(`--seed ${path}: ${seed}`);
  return seed;
}

run().catch((error: unknown) => {
  const [line = ""] = String(error instanceof Error ? error.message : error).split("\n");
  process.stderr.write(`iamport-sandbox: ${line} (--help)\n`);
  process.exitCode = 1;
});
