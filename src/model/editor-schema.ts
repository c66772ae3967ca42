import { describe } from "./documentation.ts";
import { alternatives, discriminator, type JsonSchema, type Snippet, strictSchema } from "./strict-schema.ts";

/**
 * The JSON schema for VS Code's completion and hover. Nothing in it can fail, as problems come from this program
 * alone: values are offered as snippets instead of `enum`, columns are patterns that match every name, and a
 * constant stands only in an `if`, which chooses the keys that a `type` has.
 */
export function editorSchema(): JsonSchema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Backprop model file",
    allowTrailingCommas: true,
    ...loosen(strictSchema()),
    defaultSnippets: [{ label: "model", markdownDescription: "A network for a line.", body: newModel }],
  };
}

const newModel = {
  data: { values: { x: [1, 2, 3, 4], y: [5, 7, 9, 11] } },
  network: { layers: [{ units: 1 }], loss: "mse" },
  training: { optimizer: { type: "adam", learningRate: 0.01 }, epochs: 200 },
};

function loosen(schema: JsonSchema): JsonSchema {
  const options = alternatives(schema);
  const typed = options.filter((option) => discriminator(option) !== undefined);
  const others = options.filter((option) => !typed.includes(option));
  const markdownDescription = describe(schema);
  const properties = {
    ...(typed.length > 0 && {
      type: { ...loosen(typeOf(typed[0])), defaultSnippets: typed.map(typeSnippet) },
    }),
    ...loosenAll(Object.assign({}, ...others.map((option) => option.properties))),
  };
  const item = options.find(({ items }) => items)?.items;
  const column = options
    .map((option) => option.additionalProperties)
    .find((each) => typeof each === "object");
  const typeKeys = typed.map(keysOfType).filter(({ then }) => then !== undefined);
  const snippets = [
    ...(schema.defaultSnippets ?? options.flatMap((option) => option.defaultSnippets ?? [])),
    ...options.flatMap(valueSnippets),
  ];
  return {
    ...(markdownDescription !== "" && { markdownDescription }),
    ...(schema.default !== undefined && { default: schema.default }),
    ...(schema.examples && { examples: schema.examples }),
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(column && { patternProperties: { "": loosen(column) } }),
    ...(item && { items: loosen(item) }),
    ...(typeKeys.length > 0 && { allOf: typeKeys }),
    ...(snippets.length > 0 && { defaultSnippets: snippets }),
  };
}

const loosenAll = (properties: Record<string, JsonSchema>): Record<string, JsonSchema> =>
  Object.fromEntries(Object.entries(properties).map(([key, each]) => [key, loosen(each)]));

/** What the key `type` is for; what its values are stands on their snippets. */
const typeOf = (option: JsonSchema | undefined): JsonSchema => {
  const standard = option?.properties?.["type"]?.default;
  return { description: "Which kind it is.", ...(standard !== undefined && { default: standard }) };
};

/** The keys that an object has when its `type` is this one. A file without `type` is offered those of every one. */
function keysOfType(option: JsonSchema): JsonSchema {
  const { type: _, ...parameters } = option.properties ?? {};
  if (Object.keys(parameters).length === 0) return {};
  return {
    if: { properties: { type: { const: discriminator(option) } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON schema
    then: { properties: loosenAll(parameters) },
  };
}

const typeSnippet = (option: JsonSchema): Snippet =>
  snippet(discriminator(option), option.properties?.["type"]?.description);

/** The values that a schema allows, as far as they can be listed. */
function valueSnippets(option: JsonSchema): Snippet[] {
  if (option.enum)
    return option.enum.map((value) => snippet(value, option.valueDescriptions?.[String(value)]));
  if (option.type === "boolean") return [snippet(true), snippet(false)];
  return discriminator(option) === undefined ? [] : objectSnippets(option);
}

/** An object of one type with the keys it must have, else with its first; none where its name alone says all. */
function objectSnippets(option: JsonSchema): Snippet[] {
  const { type, ...parameters } = option.properties ?? {};
  const required = Object.keys(parameters).filter((key) => option.required?.includes(key));
  const keys = required.length > 0 ? required : Object.keys(parameters).slice(0, 1);
  if (keys.length === 0) return [];
  const values = keys.map((key) => [key, parameters[key]?.default ?? parameters[key]?.examples?.[0]]);
  const body = { ...(type?.default === undefined && { type: type?.const }), ...Object.fromEntries(values) };
  return [{ ...snippet(body, type?.description), label: `{ ${String(type?.const)} }` }];
}

const snippet = (value: unknown, markdownDescription?: string): Snippet => ({
  label: JSON.stringify(value),
  ...(markdownDescription !== undefined && { markdownDescription }),
  body: value,
});
