import type { JsonPath, JsonValue } from "../protocol/json.ts";
import { alternatives, discriminator, type JsonSchema, strictSchema } from "./strict-schema.ts";

const isObject = (value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Schemas that apply at `path`; `document` (the file's value, if known) tells which `type` an object has. */
export function schemasAt(path: JsonPath, document?: JsonValue): JsonSchema[] {
  let schemas = [strictSchema()];
  let value = document;
  for (const step of path) {
    const type = isObject(value) ? value["type"] : undefined;
    schemas = schemas
      .flatMap(alternatives)
      .filter(
        (schema) => typeof type !== "string" || step === "type" || (discriminator(schema) ?? type) === type,
      )
      .flatMap((schema) => childSchema(schema, step) ?? []);
    value = isObject(value) ? value[step] : Array.isArray(value) ? value[Number(step)] : undefined;
  }
  return schemas;
}

function childSchema(schema: JsonSchema, step: string | number): JsonSchema | undefined {
  if (typeof step === "number") return schema.prefixItems?.[step] ?? schema.items;
  if (schema.properties && Object.hasOwn(schema.properties, step)) return schema.properties[step];
  return typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
}

/** Whether a model file may have something at `path`. */
export const isKnown = (path: JsonPath, document?: JsonValue): boolean =>
  schemasAt(path, document).length > 0;

/** The value that an absent key stands for, if it has one. */
export const defaultAt = (path: JsonPath): unknown =>
  schemasAt(path).find(({ default: it }) => it !== undefined)?.default;

/** Markdown about the key at `path`, for hovers; with `document`, about the value there too. */
export function documentation(path: JsonPath, document?: JsonValue): string | undefined {
  const [schema] = schemasAt(path, document);
  return schema && describe(schema);
}

/** A schema's own description, with its default and its values. */
export function describe(schema: JsonSchema): string {
  const parts = [schema.description ?? ""];
  const values = alternatives(schema).flatMap(({ valueDescriptions = {} }) =>
    Object.entries(valueDescriptions),
  );
  if (values.length > 0) parts.push(values.map(([name, text]) => `- \`${name}\`: ${text}`).join("\n"));
  if (schema.default !== undefined) parts.push(`Default: \`${JSON.stringify(schema.default)}\`.`);
  return parts.filter((part) => part !== "").join("\n\n");
}
