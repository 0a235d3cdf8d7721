// A screen for a Chromium with a window, where the machine has none.
import { spawn } from "node:child_process";
import { once } from "node:events";

/** @returns the environment that names the screen, and what ends it */
export async function openScreen() {
  if (process.platform !== "linux" || process.env.DISPLAY) return { env: {}, close: () => {} };
  // It looks for a free number by itself, and writes it down.
  const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1280x900x24"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const failed = once(server, "error").then(([error]) => {
    throw new Error(`Xvfb can't be started (${error.message}): install xvfb.`);
  });
  const [number] = await Promise.race([once(server.stdio[3], "data"), failed]);
  return { env: { DISPLAY: `:${String(number).trim()}` }, close: () => void server.kill() };
}
