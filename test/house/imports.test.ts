import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

// The linter's rule on who may import whom, by trying each import.

const root = fileURLToPath(new URL("../..", import.meta.url));

const table = "payment/gateways.ts";

const files: Record<string, string> = {
  "page-check": "look.ts",
  sdk: "imp.ts",
  request: "session.ts",
  payment: "request-pay.ts",
  certification: "result.ts",
  naver: "open-naver-order.ts",
  "payment-ui": "load-payment-ui.ts",
  react: "index.ts",
  vue: "index.ts",
  server: "index.ts",
  "server-node": "usual-transport.ts",
  sandbox: "index.ts",
  testing: "index.ts",
};
const modules = Object.entries(files).map(([folder, file]) => `${folder}/${file}`);

/** The modules outside a place's own folder. */
function othersFor(place: string): string[] {
  const own = place.split("/", 1)[0];
  return [...modules, table].filter((name) => name.split("/", 1)[0] !== own);
}

/** For each place, which of the modules a file there may import. */
async function lint(places: readonly string[]): Promise<Map<string, string[]>> {
  const folder = await mkdtemp(join(tmpdir(), "iamport-request-pay-imports-"));
  try {
    const { vcs, ...config } = JSON.parse(await readFile(join(root, "biome.json"), "utf8"));
    await writeFile(join(folder, "biome.json"), JSON.stringify(config));
    for (const place of places) {
      const specifier = (name: string) => `./${relative(dirname(place), name)}`.replace(/^\.\/\.\./, "..");
      const lines = othersFor(place).map((name) => `export * from ${JSON.stringify(specifier(name))};\n`);
      await mkdir(join(folder, "src", dirname(place)), { recursive: true });
      await writeFile(join(folder, "src", place), lines.join(""));
    }
    const args = ["lint", "--reporter=github", "--max-diagnostics=none", "src"];
    const { stdout } = spawnSync(join(root, "node_modules/.bin/biome"), args, {
      cwd: folder,
      encoding: "utf8",
    });
    const refused = new Set(
      [...stdout.matchAll(/noRestrictedImports,file=[^,]*?\bsrc\/([^,]+),line=(\d+)/g)].map(
        ([, place, line]) => `${place}:${line}`,
      ),
    );
    return new Map(
      places.map((place) => [
        place,
        othersFor(place).filter((_, index) => !refused.has(`${place}:${index + 1}`)),
      ]),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

const request = ["page-check/look.ts", "sdk/imp.ts", "request/session.ts"];
const payment = [...request, "payment/request-pay.ts", table];
const rest = ["certification/result.ts", "naver/open-naver-order.ts", "payment-ui/load-payment-ui.ts"];

const places: [string, string[]][] = [
  ["errors.ts", []],
  ["messages/x.ts", []],
  ["page-check/x.ts", []],
  ["sdk/x.ts", request.slice(0, 1)],
  ["request/x.ts", request.slice(0, 2)],
  ["request/params/x.ts", request.slice(0, 2)],
  ["payment/x.ts", request],
  ["payment/validation/x.ts", request],
  ["certification/x.ts", [...request, table]],
  ["naver/x.ts", payment],
  ["payment-ui/x.ts", payment],
  ["react/x.ts", [...payment, ...rest]],
  ["vue/x.ts", [...payment, ...rest]],
  ["index.ts", [...payment, ...rest]],
  ["server/x.ts", [table]],
  ["server/handlers/x.ts", [table]],
  ["server-node/x.ts", ["server/index.ts", table]],
  ["sandbox/x.ts", [table]],
  ["sandbox/service/x.ts", [table]],
  ["testing/x.ts", [table]],
];

it("nothing is imported from further right, nor from what stands apart", async () => {
  const found = await lint(places.map(([place]) => place));
  for (const [place, allowed] of places) {
    expect([place, found.get(place)?.sort()]).toEqual([place, [...allowed].sort()]);
  }
});
