// @vitest-environment node
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { writeErrorsPage } from "../../scripts/errors-page.mjs";
import { root } from "./documents.ts";

/** What is wrong with a repository's page of errors. */
const complaintsOf = (repository: string) => writeErrorsPage(repository, { check: true }).join("\n");

/** A copy of what the script reads, with one file changed. */
function changed(path: string, change: (text: string) => string): string {
  const copy = mkdtempSync(join(tmpdir(), "iamport-request-pay-"));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  const parts = [
    "src/errors.ts",
    "src/messages",
    "src/payment/validation/words.ts",
    "src/certification/words.ts",
    "docs/errors.md",
    "docs/errors.ko.md",
  ];
  for (const part of parts) {
    cpSync(join(root, part), join(copy, part), { recursive: true });
  }
  writeFileSync(join(copy, path), change(readFileSync(join(copy, path), "utf8")));
  return copy;
}

it("docs/errors.md and its Korean have every code and every message of the source", () => {
  expect(complaintsOf(root)).toBe("");
});

it.each([
  [
    "a message that has changed",
    "src/messages/paying.ts",
    (text: string) => text.replace("A payment window is open", "A window is open"),
    /docs\/errors\.md: out of step/,
  ],
  [
    "a message without a code",
    "src/messages/paying.ts",
    (text: string) => text.replace("@code PAYMENT_IN_PROGRESS", ""),
    /paying\.ts: paymentInProgress lacks @code/,
  ],
  [
    "a message whose code is none",
    "src/messages/paying.ts",
    (text: string) => text.replace("@code PAYMENT_IN_PROGRESS", "@code NO_SUCH"),
    /paying\.ts: paymentInProgress has @code NO_SUCH/,
  ],
  [
    "a message without Korean",
    "src/messages/paying.ts",
    (text: string) => text.replace("@ko", ""),
    /paying\.ts: paymentInProgress lacks @ko/,
  ],
  [
    "a finding of validation without Korean",
    "src/payment/validation/words.ts",
    (text: string) => text.replace("@ko", ""),
    /words\.ts: json lacks @ko/,
  ],
  [
    "a code without a section",
    "src/errors.ts",
    (text: string) => text.replace('| "ABORTED"', '| "ABORTED"\n  /** New. */\n  | "NEW_CODE"'),
    /docs\/errors\.ko\.md: no ### NEW_CODE/,
  ],
  [
    "a code without a comment",
    "src/errors.ts",
    (text: string) => text.replace("/** Another payment is open on this page. */", ""),
    /errors\.ts: PAYMENT_IN_PROGRESS has no comment/,
  ],
])("%s is complained of", (_, path, change, complaint) => {
  expect(complaintsOf(changed(path, change))).toMatch(complaint);
});

it("what is only known on the page stands in the document by its name, and a choice as a choice", () => {
  const copy = changed(
    "src/messages/paying.ts",
    (text) =>
      `${text}
/**
 * @code ABORTED
 * @ko 한국어
 */
export function called(given: { url: string }, names: string[], late: boolean) {
  return \`\${given.url} by \${names.join(", ")} <b>\${late ? " too late" : ""}: \` + (late ? "a" : "b");
}
`,
  );
  expect(writeErrorsPage(copy, { check: false })).toEqual([]);
  expect(readFileSync(join(copy, "docs/errors.md"), "utf8")).toContain("### ABORTED");
  expect(readFileSync(join(copy, "docs/errors.md"), "utf8")).toContain(
    "- ‹url› by ‹names› &lt;b&gt;( too late): (a | b)",
  );
  expect(complaintsOf(copy)).toBe("");
});
