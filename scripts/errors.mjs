// `npm run errors`: writes the messages of the build for development into `docs/errors.md` and `docs/errors.ko.md`. With
// `--check` it writes nothing, and fails where the documents are out of step with the source.
import { parseArgs } from "node:util";
import { writeErrorsPage } from "./errors-page.mjs";
import { root } from "./install.mjs";

const { values: options } = parseArgs({ options: { check: { type: "boolean", default: false } } });
const complaints = writeErrorsPage(root, options);
for (const complaint of complaints) console.error(complaint);
if (complaints.length > 0) process.exitCode = 1;
