// `npm run bench`: measures on this machine, now, and prints what it measured.
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { install, run } from "../scripts/install.mjs";

install();
run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
  cwd: fileURLToPath(new URL(".", import.meta.url)),
});
run("npm", ["run", "--silent", "build", "--", "--silent"]);
// Only now is there anything to import.
const { measureVerification } = await import("./verification.mjs");

const size = { verifications: 1000, atOnce: 50, rounds: 5 };
console.log(`${new Date().toISOString()}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`);
console.log(
  `\n${size.verifications} verifications, ${size.atOnce} at a time, on loopback, ${size.rounds} rounds\n`,
);

const results = await measureVerification(size);
console.table(
  Object.fromEntries(
    results.map(({ name, milliseconds, counts }) => [
      name,
      {
        "token requests": counts.token,
        "payment requests": counts.payment,
        "ms, median": Math.round(median(milliseconds)),
        "ms, fastest": Math.round(Math.min(...milliseconds)),
        "ms, slowest": Math.round(Math.max(...milliseconds)),
      },
    ]),
  ),
);
const [ours, guide] = results;
const ratios = guide.milliseconds.map((time, round) => time / ours.milliseconds[round]);
console.log(`The guide's sample takes ${median(ratios).toFixed(2)} times as long (median of the rounds).`);

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
