import { Ajv, type ValidateFunction } from "ajv";
import portone from "./portone-v1.json" with { type: "json" };

/**
 * PortOne's own description of its V1 REST API (`portone-v1.json`: the operations, what they need and what they
 * answer, without the prose), made into checks.
 *
 * Two things are read into it. It is written in Swagger 2, which has no word for `null`: what isn't required may be
 * null. And what it describes is all there is: a field that it doesn't name is an error.
 */
export const operations: Readonly<Record<string, { parameters: Record<string, string>; answers: object }>> =
  portone.operations;

type Schema = Record<string, unknown>;

const definitions = portone.definitions as Record<string, Schema>;
const ajv = new Ajv({ strict: false, allErrors: true });
const compiled = new Map<string, ValidateFunction>();

/** What is wrong with an answer, by PortOne's description of this operation and status; nothing is right. */
export function problemsOf(operation: string, status: number, body: { code: number }): string[] {
  const answers = operations[operation]?.answers as Record<string, Schema | null> | undefined;
  const succeeded = body.code === 0;
  // Only a 501 of the sandbox's own and refusals of the call itself have statuses that the description lacks.
  if (succeeded && !(answers && status in answers)) return [`no answer with ${status} is described`];
  const key = succeeded ? `${operation} ${status}` : "refusal";
  const described = answers?.[status];
  const check = compiled.get(key) ?? ajv.compile(succeeded ? envelopeOf(described ?? {}) : refusal);
  compiled.set(key, check);
  check(body);
  return (check.errors ?? []).map(({ instancePath, message, params }) =>
    [instancePath, message, JSON.stringify(params)].join(" "),
  );
}

const code = { type: "integer" };
const envelope = { type: "object", required: ["code", "message", "response"], additionalProperties: false };

/** A code, a message, and nothing else. */
const refusal = {
  ...envelope,
  properties: {
    code: { ...code, not: { const: 0 } },
    message: { type: "string", minLength: 1 },
    response: { type: "null" },
  },
};

function envelopeOf(described: Schema): Schema {
  const { response } = propertiesOf(described);
  const message = { type: ["string", "null"] };
  return { ...envelope, properties: { code, message, response: response ? read(response, true) : true } };
}

/** The fields of an answer: its own, those it is put together from, or those of the plain one of two kinds. */
function propertiesOf(schema: Schema): Record<string, Schema> {
  if (typeof schema.$ref === "string") return propertiesOf(definitionOf(schema.$ref));
  const parts = (schema.allOf as Schema[] | undefined) ?? [];
  const own = (schema.properties as Record<string, Schema> | undefined) ?? {};
  // "CustomerResponse or SuperBillingKeyResponse": the latter is of several channels at once.
  if (own.CustomerResponse) return propertiesOf(own.CustomerResponse);
  return Object.assign({}, ...parts.map(propertiesOf), own);
}

function definitionOf(ref: string): Schema {
  const found = definitions[ref.slice("#/definitions/".length)];
  if (!found) throw new Error(`${ref} is not among the definitions`);
  return found;
}

function read(schema: Schema, required: boolean): Schema {
  if (typeof schema.$ref === "string") return read(definitionOf(schema.$ref), required);
  const fields = schema.properties as Record<string, Schema> | undefined;
  // Some lists of required fields in PortOne's file are another definition's.
  const needed = ((schema.required as string[] | undefined) ?? []).filter((name) => fields && name in fields);
  const type = (schema.type as string | undefined) ?? (fields ? "object" : undefined);
  return {
    ...(type !== undefined && { type: required ? type : [type, "null"] }),
    ...(schema.maxLength !== undefined && { maxLength: schema.maxLength }),
    ...(schema.enum !== undefined && {
      enum: required ? schema.enum : [...(schema.enum as unknown[]), null],
    }),
    ...(schema.items !== undefined && { items: read(schema.items as Schema, true) }),
    ...(fields && {
      required: needed,
      properties: Object.fromEntries(
        Object.entries(fields).map(([name, field]) => [name, read(field, needed.includes(name))]),
      ),
      additionalProperties: false,
    }),
  };
}
