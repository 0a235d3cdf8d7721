import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { observe } from "./observe.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const shell = process.platform === "win32";
const nothing = "nothing: this is the shop's developer's to see";

/** The files that npm would publish. */
function packed(): string[] {
  const said = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: root,
    encoding: "utf8",
    shell,
  });
  return JSON.parse(said)[0].files.map(({ path }: { path: string }) => path);
}
const scripts = packed().filter((path) => /\.c?js$/.test(path));
const sourceOf = (path: string) => readFileSync(`${root}${path}`, "utf8");
/** What runs in the customer's browser, or on the shop's server. */
const shopping = scripts.filter((path) => !/sandbox/.test(path));

/** Code that is made of text. */
const fromText = /\beval\s*\(|\bFunction\s*\(|\.constructor\s*\(\s*["'`]/g;
const addressesIn = (source: string) =>
  [...new Set(source.match(/\b(?:https?|wss?):\/\/[\w.-]+/g) ?? [])].sort();

describe("Supply chain", () => {
  it("a script that runs when the package is installed", (context) => {
    const atInstall = [
      "preinstall",
      "install",
      "postinstall",
      "prepare",
      "preprepare",
      "postprepare",
      "prepublish",
    ];
    expect(Object.keys(manifest.scripts).filter((name) => atInstall.includes(name))).toEqual([]);
    // A binding.gyp is one, too: npm runs node-gyp by itself.
    const files = packed();
    expect(files.filter((path) => path.endsWith(".gyp") || path.endsWith(".node"))).toEqual([]);
    observe(context, { happens: `there is none, in ${files.length} packed files`, sees: nothing });
  });

  it("a package that comes along", (context) => {
    for (const kind of [
      "dependencies",
      "optionalDependencies",
      "bundledDependencies",
      "bundleDependencies",
    ]) {
      expect(manifest).not.toHaveProperty(kind);
    }
    expect(Object.values(manifest.peerDependenciesMeta).every(({ optional }) => optional)).toBe(true);
    observe(context, { happens: "there is none", sees: nothing });
  });

  it("code that is made of text", (context) => {
    expect(shopping.length).toBeGreaterThan(10);
    // The sandbox has jQuery for the page under test, packed, and hands it over without running it.
    for (const path of scripts) expect(sourceOf(path).match(fromText), path).toBeNull();
    observe(context, { happens: `none in the ${scripts.length} files`, sees: nothing });
  });

  it("an address that is not PortOne's or jQuery's", (context) => {
    const found = new Map(shopping.map((path) => [path, addressesIn(sourceOf(path))]));
    for (const [path, addresses] of found) {
      const wanted = /server/.test(path)
        ? // The second is the base of a path, and is asked for nothing.
          ["https://api.iamport.kr", "http://localhost"]
        : [
            ...["https://cdn.iamport.kr", "https://code.jquery.com", "https://service.iamport.kr"],
            // The base of a path where there is no page. Nobody can have this name.
            "https://page.invalid",
          ];
      expect(
        addresses.filter((address) => !wanted.includes(address)),
        path,
      ).toEqual([]);
    }
    expect(found.get("dist/modules/addresses.js")).toEqual([
      "https://cdn.iamport.kr",
      "https://code.jquery.com",
      "https://service.iamport.kr",
    ]);
    observe(context, { happens: "there is none", sees: nothing });
  });

  it("an import that calls home", (context) => {
    const trap = `
      import { createRequire, syncBuiltinESMExports } from "node:module";
      const require = createRequire(${JSON.stringify(`${root}package.json`)});
      const asked = [];
      const trap = (of, name) => { of[name] = () => { asked.push(name); throw new Error("trapped: " + name); }; };
      const names = { net: ["connect", "createConnection"], tls: ["connect"], http: ["request", "get"], https: ["request", "get"],
        http2: ["connect"], dgram: ["createSocket"], dns: ["lookup", "resolve"],
        child_process: ["spawn", "exec", "execFile", "fork", "spawnSync", "execSync", "execFileSync"],
        fs: ["writeFile", "writeFileSync", "appendFile", "appendFileSync"] };
      for (const [module, functions] of Object.entries(names)) for (const name of functions) trap(require("node:" + module), name);
      trap(require("node:net").Socket.prototype, "connect");
      for (const name of ["fetch", "WebSocket", "XMLHttpRequest", "setInterval"]) trap(globalThis, name);
      syncBuiltinESMExports();
      const entry = process.argv[1];
      if (process.argv[2] === "require") require(entry);
      else await import(entry);
      await new Promise((resolve) => setTimeout(resolve));
      console.log(JSON.stringify(asked));`;
    const entries = Object.keys(manifest.exports).filter((name) => name !== "./package.json");
    const askedBy = (entry: string, way: string) => {
      const args = ["--input-type=module", "--eval", trap, entry, way];
      // It ends by itself: nothing is left that waits.
      return JSON.parse(
        execFileSync(process.execPath, args, { cwd: root, encoding: "utf8", timeout: 30_000 }),
      );
    };
    const home = 'import http from "node:http";try{fetch("")}catch{}try{http.get("")}catch{}';
    expect(askedBy(`data:text/javascript,${home}`, "import")).toEqual(["fetch", "get"]);
    for (const entry of entries) {
      for (const way of ["import", "require"]) {
        expect(askedBy(entry.replace(".", manifest.name), way), `${way} ${entry}`).toEqual([]);
      }
    }
    observe(context, {
      happens: `${entries.length} entries, by import and by require: no call, no process, no file written, no timer left`,
      sees: nothing,
    });
  });
});
