import { execFile, execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { parse } from "yaml";
import manifest from "../../package.json" with { type: "json" };
import { shipped } from "../../scripts/audit.mjs";
import { observe } from "./observe.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const nothing = "nothing: this is the shop's developer's to see";
const read = (path: string) => readFileSync(`${root}${path}`, "utf8");

interface Locked {
  version?: string;
  integrity?: string;
  resolved?: string;
  link?: boolean;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
}

/** The audit of what ships, against a registry that answers like this; what it said, and how it ended. */
async function audit(status: number, advisories: object) {
  let asked = {};
  const registry = createServer((request, response) => {
    const chunks: Uint8Array[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const isAudit = request.url === "/-/npm/v1/security/advisories/bulk";
      const body = Buffer.concat(chunks);
      if (isAudit) asked = JSON.parse(String(request.headers["content-encoding"] ? gunzipSync(body) : body));
      response.writeHead(isAudit ? status : 404, { "content-type": "application/json" });
      response.end(JSON.stringify(isAudit ? advisories : {}));
    });
  });
  await new Promise<void>((listening) => registry.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void registry.close());
  const env = {
    ...process.env,
    npm_config_registry: `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`,
    npm_config_audit: "true",
  };
  return new Promise<{ code: number; said: string; asked: object }>((resolve) => {
    const child = execFile(process.execPath, [`${root}scripts/audit.mjs`], { env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, said: stdout + stderr, asked }),
    );
  });
}

const hole = (id: string) => ({
  id: 1,
  url: `https://github.com/advisories/${id}`,
  title: "a hole",
  severity: "high",
  vulnerable_versions: "<99",
});

describe("Supply chain", () => {
  it.for([
    ["the package", ""],
    ["the bench", "bench/"],
  ] as const)("a download that is not what the lock file of %s says", async ([, folder], context) => {
    const lock = JSON.parse(read(`${folder}package-lock.json`));
    const wanted = JSON.parse(read(`${folder}package.json`));
    expect(lock.lockfileVersion).toBe(3);
    // In step with package.json: npm ci refuses it otherwise.
    for (const kind of ["dependencies", "devDependencies", "peerDependencies"]) {
      expect(lock.packages[""][kind] ?? {}).toEqual(wanted[kind] ?? {});
    }
    execFileSync("npm", ["ci", "--dry-run", "--offline", "--ignore-scripts", "--no-audit"], {
      cwd: `${root}${folder}`,
      shell: process.platform === "win32",
    });
    const packages = Object.entries<Locked>(lock.packages).filter(([path, { link }]) => path && !link);
    expect(packages.length).toBeGreaterThan(50);
    expect(packages.filter(([, { resolved }]) => resolved)).toEqual([]);
    const without = packages.filter(([, { integrity }]) => !integrity?.startsWith("sha512-"));
    // Of tools of the repository's own, for other platforms than the one that tests and publishes; none ships.
    for (const [path, { dev, optional, os }] of without) {
      expect([path, dev, optional]).toEqual([
        expect.stringMatching(/^node_modules\/@(biomejs\/cli|rollup\/rollup)-/),
        true,
        true,
      ]);
      expect(os?.includes("linux") && /linux-x64-(gnu|)$/.test(path)).toBe(false);
    }
    observe(context, {
      happens: `${packages.length - without.length} of ${packages.length} are held to their SHA-512${without.length ? ", the rest are the linter's and a test bundler's for other platforms" : ""}`,
      sees: nothing,
    });
  });

  it("a package in the sandbox's bundle that nobody has listed", (context) => {
    const files = readdirSync(`${root}src`, { recursive: true, encoding: "utf8" });
    const imported = files
      .filter((path) => path.endsWith(".ts"))
      .flatMap((path) => [...read(`src/${path}`).matchAll(/^(?:import|export)\b.* from "([^."][^"]*)";$/gm)])
      .map(([, name = ""]) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? "")
      .filter(
        (name) => !name.startsWith("node:") && !["react", "react-dom", "vue", manifest.name].includes(name),
      );
    const listed = shipped();
    expect(Object.keys(listed).sort()).toEqual([...new Set(imported)].sort());
    observe(context, {
      happens: `what ships: ${Object.entries(listed)
        .map((entry) => entry.join(" "))
        .join(", ")}`,
      sees: nothing,
    });
  });

  it("a hole becomes known in what ships", async (context) => {
    const clean = await audit(200, {});
    expect(clean).toMatchObject({ code: 0, said: expect.stringContaining("0 known holes") });
    const versions = Object.entries(shipped()).map(([name, version]) => [name, [version]]);
    expect(clean.asked).toEqual(Object.fromEntries(versions));
    const found = await audit(200, { hono: [hole("GHSA-0000-0000-0000")] });
    expect(found).toMatchObject({ code: 1, said: expect.stringContaining("hono: a hole (high)") });
    // Those of jQuery 1.12.4, which the SDK wants, are known by their numbers; a new one is not.
    expect((await audit(200, { jquery: [hole("GHSA-gxr4-xjj5-5px2")] })).code).toBe(0);
    expect((await audit(200, { jquery: [hole("GHSA-0000-0000-0000")] })).code).toBe(1);
    observe(context, { happens: "the workflows end with an error, and nothing is published", sees: nothing });
  });

  it.for([405, 500])("the registry says nothing of holes (%i)", async (status, context) => {
    const { code, said } = await audit(status, {});
    expect([code, said]).toEqual([1, expect.stringContaining("The registry says nothing of holes")]);
    observe(context, { happens: "the workflows end with an error: silence is no clean bill", sees: nothing });
  });

  interface Step {
    run?: string;
    uses?: string;
    env?: object;
    with?: object;
  }
  const workflow = (name: string) => parse(read(`.github/workflows/${name}.yml`));
  const stepsOf = ({ jobs }: { jobs: Record<string, { steps: Step[] }> }) =>
    Object.values(jobs).flatMap(({ steps }) => steps);

  it.for(["test", "release", "docs"])("a workflow that may do more than it has to: %s", (name, context) => {
    const source = read(`.github/workflows/${name}.yml`);
    const { permissions, jobs, on } = workflow(name);
    expect(permissions).toEqual({ contents: "read" });
    // A pull request from a stranger never runs with the repository's rights.
    expect(Object.keys(on)).not.toContain("pull_request_target");
    const granted = Object.values<{ permissions?: object }>(jobs).map(
      (job) => job.permissions ?? permissions,
    );
    const publishing: Record<string, object> = {
      release: { contents: "read", "id-token": "write" },
      docs: { pages: "write", "id-token": "write" },
    };
    const most = [{ contents: "read" }, ...(publishing[name] ? [publishing[name]] : [])];
    for (const grant of granted) expect(most).toContainEqual(grant);
    const steps = stepsOf(workflow(name));
    for (const { uses } of steps) {
      expect(uses ?? "actions/x@v1").toMatch(/^actions\/[\w-]+@(v\d+|[0-9a-f]{40})$/);
    }
    for (const step of steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"))) {
      expect(step.with).toMatchObject({ "persist-credentials": false });
    }
    // What a stranger can write, such as a branch's name, is put into no command.
    expect(steps.filter(({ run }) => run?.includes("${{"))).toEqual([]);
    // npm knows the release by what GitHub says of its run: there is no token that could be stolen.
    expect(source).not.toMatch(/secrets\.|_TOKEN/);
    observe(context, {
      happens: `reads the repository${publishing[name] ? ", and proves who it is to where it publishes" : ""}; nothing else`,
      sees: nothing,
    });
  });

  it("a release that nobody has tested, of another version, or built elsewhere", (context) => {
    const release = workflow("release");
    expect(release.on).toEqual({ push: { tags: ["v*"] } });
    const steps = stepsOf(release);
    const runs = steps.flatMap(({ run }) => run ?? []);
    const at = (command: RegExp) => runs.findIndex((run) => command.test(run));
    const order = [
      /GITHUB_REF_NAME.*package\.json/,
      /^npm pkg set "repository=/,
      /^npm ci$/,
      /^npm audit signatures$/,
      /scripts\/audit/,
      /^npm test -- --all$/,
      /^npm publish /,
    ];
    expect(order.map(at)).toEqual(order.map((_, index) => index));
    expect(runs.at(-1)).toBe("npm publish --ignore-scripts --provenance --access public");
    const { matrix } = workflow("test").jobs.test.strategy;
    expect(matrix.node).toEqual(["20", "22", "24"]);
    const check = runs[0] ?? "";
    const shell = (tag: string) => {
      try {
        execFileSync("sh", ["-c", check], { cwd: root, env: { ...process.env, GITHUB_REF_NAME: tag } });
        return "published";
      } catch {
        return "refused";
      }
    };
    expect([shell(`v${manifest.version}`), shell("v9.9.9"), shell(`v${manifest.version}; true`)]).toEqual([
      "published",
      "refused",
      "refused",
    ]);
    observe(context, {
      happens: "no such release: the tag is the version, all checks pass, npm shows the commit and the run",
      sees: nothing,
    });
  });
});
