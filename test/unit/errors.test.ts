import { describe, expect, it } from "vitest";
import { IamportError } from "../../src/index.ts";

describe("instanceof IamportError", () => {
  const fields = { name: "IamportError", code: "ABORTED", message: "x" };

  it.each([
    ["one of this copy", new IamportError("ABORTED")],
    ["one of another copy, which has a class of its own", Object.assign(new Error("x"), fields)],
  ])("knows %s", (_, error) => expect(error).toBeInstanceOf(IamportError));

  it.each([
    ["another error", new TypeError("x")],
    ["a record of the same fields", fields],
    ["nothing", null],
    ["a text", "IamportError"],
  ])("is false of %s", (_, thrown) => expect(thrown).not.toBeInstanceOf(IamportError));
});
