import { chapter, writeChapter } from "./reliability.mjs";

/**
 * A reporter for vitest: a line for each case with what was seen in it, and the totals. With `RELIABILITY=write` it
 * writes them into `docs/reliability.md` too, if all went well.
 *
 * @implements {import("vitest/reporters").Reporter}
 */
export default class FaultReport {
  /** @type {Map<string, { name: string, happens: string, sees: string }[]>} */
  chapters = new Map();
  totals = { cases: 0, passed: 0, failed: 0, inputs: 0, orders: 0, payments: 0 };

  /** @param {import("vitest/node").TestCase} test */
  onTestCaseResult(test) {
    const { observed } = test.meta();
    const { state, errors } = test.result();
    const passed = state === "passed" && observed !== undefined;
    const [title = "", ...rest] = test.fullName.split(" > ");
    const name = rest.join(", ");
    this.totals.cases++;
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
    const cases = this.chapters.get(title) ?? [];
    this.chapters.set(title, [...cases, { name, happens: observed.happens, sees: observed.sees }]);
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
    const { cases, passed, failed, inputs, orders, payments } = this.totals;
    console.log(
      `\n${cases} cases; ${count(inputs)} generated inputs, ${count(orders)} orders settled, ${count(payments)} payments`,
    );
    console.log(`${passed} passed, ${failed} failed`);
    if (process.env.RELIABILITY !== "write" || process.exitCode) return;
    writeChapter(
      "cases",
      `${cases} cases, ${count(inputs)} generated inputs, ${count(orders)} orders settled, ${count(payments)} payments.\n\n` +
        [...this.chapters]
          .sort(([a], [b]) => a.localeCompare(b))
          .map(([title, rows]) =>
            chapter(title, ["case", "what happens", "what the customer sees"], rows.map(Object.values)),
          )
          .join("\n"),
    );
  }
}

const count = (/** @type {number} */ number) => number.toLocaleString("en");
