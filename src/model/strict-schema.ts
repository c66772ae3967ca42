import * as z from "zod";
import { modelSchema } from "./model.ts";

/** A JSON schema as far as this room reads and writes them. */
export interface JsonSchema {
  $schema?: string;
  title?: string;
  description?: string;
  markdownDescription?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  examples?: unknown[];
  properties?: Record<string, JsonSchema>;
  patternProperties?: Record<string, JsonSchema>;
  additionalProperties?: boolean | JsonSchema;
  required?: string[];
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  if?: JsonSchema;
  then?: JsonSchema;
  defaultSnippets?: Snippet[];
  allowTrailingCommas?: boolean;
  /** Ours: what each value of `enum` means. */
  valueDescriptions?: Record<string, string>;
}

export interface Snippet {
  label: string;
  markdownDescription?: string;
  body: unknown;
}

let strict: JsonSchema | undefined;

/** The JSON schema that accepts what the parser accepts, but for rules between keys; draft 2020-12. */
export function strictSchema(): JsonSchema {
  strict ??= z.toJSONSchema(modelSchema, { io: "input" }) as JsonSchema;
  return strict;
}

/** The alternatives that a schema allows, nested ones flattened; itself where it has none. */
export function alternatives(schema: JsonSchema): JsonSchema[] {
  const options = schema.anyOf ?? schema.oneOf;
  return options ? options.flatMap(alternatives) : [schema];
}

/** The members of a union of objects told apart by `type`, by name. */
export const discriminator = (schema: JsonSchema): string | undefined => {
  const name = schema.properties?.["type"]?.const;
  return typeof name === "string" ? name : undefined;
};
