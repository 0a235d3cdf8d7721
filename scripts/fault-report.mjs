import { chapter, writeChapter } from "./reliability.mjs";

/**
 * A reporter for vitest: a line for each case with what was seen in it, or why it couldn't be tried, and the totals.
 * With `RELIABILITY=write` it writes them into `docs/reliability.md` too, if all went well.
 *
 * @implements {import("vitest/reporters").Reporter}
 */
export default class FaultReport {
  /** @type {Map<string, { name: string, happens: string, sees: string }[]>} */
  chapters = new Map();
  totals = { cases: 0, passed: 0, failed: 0, notTried: 0, inputs: 0, orders: 0, payments: 0 };

  /** @param {import("vitest/node").TestCase} test */
  onTestCaseResult(test) {
    const { observed } = test.meta();
    const { state, errors, note } = test.result();
    const passed = state === "passed" && observed !== undefined;
    const [title = "", ...rest] = test.fullName.split(" > ");
    const name = rest.join(", ");
    this.totals.cases++;
    if (state === "skipped" && note) {
      this.totals.notTried++;
      console.log(`–      ${title}: ${name} — not tried: ${note}`);
      this.keep(title, { name, happens: `not tried: ${note}`, sees: "" });
      return;
    }
    this.totals[passed ? "passed" : "failed"]++;
    if (!passed) {
      const why = errors?.[0]?.message ?? (state === "passed" ? "it doesn't say what it saw" : state);
      console.log(`FAILED ${title}: ${name}\n       ${why.split("\n").slice(0, 6).join("\n       ")}`);
      process.exitCode = 1;
      return;
    }
    for (const what of /** @type {const} */ (["inputs", "orders", "payments"])) {
      this.totals[what] += observed[what] ?? 0;
    }
    console.log(`ok     ${title}: ${name} — ${observed.happens} — ${observed.sees}`);
    this.keep(title, { name, happens: observed.happens, sees: observed.sees });
  }

  /**
   * @param {string} title
   * @param {{ name: string, happens: string, sees: string }} seen
   */
  keep(title, seen) {
    this.chapters.set(title, [...(this.chapters.get(title) ?? []), seen]);
  }

  /**
   * @param {readonly import("vitest/node").TestModule[]} modules
   * @param {readonly { message?: string, stack?: string }[]} errors
   */
  onTestRunEnd(modules, errors) {
    for (const module of modules) {
      for (const { message } of module.errors()) {
        console.log(`FAILED ${module.relativeModuleId}: ${message}`);
        this.totals.failed++;
        process.exitCode = 1;
      }
    }
    for (const { stack, message } of errors) {
      console.log(`FAILED outside a case: ${stack ?? message}`);
      this.totals.failed++;
      process.exitCode = 1;
    }
    const { cases, passed, failed, notTried, inputs, orders, payments } = this.totals;
    console.log(
      `\n${cases} cases; ${count(inputs)} generated inputs, ${count(orders)} orders settled, ${count(payments)} payments`,
    );
    console.log(`${passed} passed, ${failed} failed${notTried ? `, ${notTried} not tried` : ""}`);
    if (process.env.RELIABILITY !== "write" || process.exitCode) return;
    if (process.env.ENGINES) writeChapter("engines", this.engines());
    else writeChapter("cases", this.cases());
  }

  cases() {
    const { cases, inputs, orders, payments } = this.totals;
    const tables = [...this.chapters]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([title, rows]) =>
        chapter(
          title,
          ["case", "what happens", "what the customer sees"],
          rows.map(({ name, happens, sees }) => [name, happens, sees]),
        ),
      );
    return `${cases} cases, ${count(inputs)} generated inputs, ${count(orders)} orders settled, ${count(payments)} payments.\n\n${tables.join("\n")}`;
  }

  /** The same cases beside each other, and where the engines differ. */
  engines() {
    const engines = JSON.parse(process.env.ENGINES ?? "[]");
    const names = engines.map(({ name }) => name);
    /** @type {Map<string, Record<string, string>>} */
    const seen = new Map();
    for (const [engine, rows] of this.chapters) {
      for (const { name, happens, sees } of rows) {
        seen.set(name, { ...seen.get(name), [engine]: [happens, sees].filter(Boolean).join("; ") });
      }
    }
    const rows = [...seen].map(([name, by]) => [name, ...names.map((engine) => by[engine] ?? "–")]);
    const differing = rows.filter(([, ...cells]) => new Set(cells).size > 1);
    return [
      ...engines.map(({ name, version, driver }) => `- ${name}: ${version}, driven by ${words[driver]}`),
      "",
      chapter("What differs between them", ["case", ...names], differing),
      ...(differing.length ? [] : ["Nothing, in these cases.", ""]),
      chapter("All cases", ["case", ...names], rows),
    ].join("\n");
  }
}

const words = { playwright: "Playwright", bidi: "WebDriver BiDi", webdriver: "WebDriver" };

const count = (/** @type {number} */ number) => number.toLocaleString("en");
