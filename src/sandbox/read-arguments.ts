import { parseArgs } from "node:util";
import type { Gateway, Outcome, SandboxOptions } from "./options.ts";

/** What the command line asks for. */
interface Arguments {
  show: "help" | "version" | null;
  port: number;
  /** A JSON file with payments and orders. */
  seedFile: string | undefined;
  options: SandboxOptions;
}

const outcomes: readonly string[] = ["manual", "approve", "decline", "cancel", "vbank"] satisfies Outcome[];

/** Reads the command line. Throws an error of one line that says what is wrong with it. */
export function readArguments(args: readonly string[]): Arguments {
  const { values, tokens } = parseArgs({
    args: [...args],
    tokens: true,
    options: {
      port: { type: "string", default: "4001" },
      "user-code": { type: "string" },
      outcome: { type: "string", default: "manual" },
      hostname: { type: "string" },
      "imp-key": { type: "string" },
      "imp-secret": { type: "string" },
      "webhook-url": { type: "string" },
      "webhook-format": { type: "string", default: "json" },
      live: { type: "string", multiple: true },
      test: { type: "string", multiple: true },
      seed: { type: "string" },
      help: { type: "boolean", short: "h" },
      version: { type: "boolean", short: "v" },
    },
  });
  const given = tokens.filter((token) => token.kind === "option");
  const empty = given.find(({ value }) => value?.trim() === "");
  if (empty) throw new Error(`${empty.rawName}: nothing after it`);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`--port ${values.port}: 0-65535`);
  const { outcome } = values;
  if (!isOutcome(outcome)) throw new Error(`--outcome ${outcome}: ${outcomes.join(", ")}`);
  const format = values["webhook-format"];
  if (format !== "json" && format !== "form") throw new Error(`--webhook-format ${format}: json, form`);

  // In the order in which they were given: the first is the default.
  const gateways = given
    .filter(({ name }) => name === "live" || name === "test")
    .map(({ name, value }) => readChannel(name, value ?? ""));
  return {
    show: values.help ? "help" : values.version ? "version" : null,
    port,
    seedFile: values.seed,
    options: {
      userCode: values["user-code"],
      outcome,
      hostname: values.hostname,
      impKey: values["imp-key"],
      impSecret: values["imp-secret"],
      webhookUrl: values["webhook-url"],
      webhookFormat: format,
      ...(gateways.length > 0 && { gateways }),
    },
  };
}

function isOutcome(text: string): text is Outcome {
  return outcomes.includes(text);
}

/** `kcp.A52CY`, `danal.B010007278:certification`, and the channel's key after an `=`. */
function readChannel(name: string, text: string): Gateway {
  const parts = /^(\w+)\.([^:=]+)(:certification)?(?:=(.+))?$/.exec(text);
  if (!parts)
    throw new Error(`--${name} ${text}: provider.id, such as kcp.T0000 or danal.A010002002:certification`);
  const [, pg_provider = "", pg_id = "", certification, channelKey] = parts;
  return {
    pg_provider,
    pg_id,
    type: certification ? "certification" : "payment",
    sandbox: name === "test",
    channelKey,
  };
}
