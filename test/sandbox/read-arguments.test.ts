import { expect, test } from "vitest";
import { readArguments } from "../../src/sandbox/read-arguments.ts";

test("live and test channels, in their order, with their keys", () => {
  const { options, port, seedFile } = readArguments([
    ...["--live", "kcp.A52CY", "--test=nice.nictest00m=channel-key-1", "--live", "danal.B01:certification"],
    ...["--port", "0", "--seed", "payments.json"],
  ]);
  expect(options.gateways).toEqual([
    { pg_provider: "kcp", pg_id: "A52CY", type: "payment", sandbox: false, channelKey: undefined },
    { pg_provider: "nice", pg_id: "nictest00m", type: "payment", sandbox: true, channelKey: "channel-key-1" },
    { pg_provider: "danal", pg_id: "B01", type: "certification", sandbox: false, channelKey: undefined },
  ]);
  expect({ port, seedFile }).toEqual({ port: 0, seedFile: "payments.json" });
  expect(readArguments([]).options).not.toHaveProperty("gateways");
  expect(readArguments(["--version"]).show).toBe("version");
});

test.each([
  ["--port", "abc"],
  ["--outcome", "win"],
  ["--live", "kcp"],
  ["--webhook-format", "xml"],
  ["--nonsense"],
  // A variable of the shell that isn't set: taken as it is, it would open the sandbox to every machine.
  ["--hostname", ""],
  ["--port", ""],
  ["--user-code", ""],
  ["--imp-secret", " "],
])("a mistake is an error that names it: %s %s", (...args) => {
  expect(() => readArguments(args)).toThrow(args[0]);
});
