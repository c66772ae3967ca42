import { describe, expect, it } from "vitest";
import { documentation } from "../../src/model/documentation.ts";
import { editorSchema, type JsonSchema, strictSchema } from "../../src/model/json-schema.ts";
import { nearest } from "../../src/model/nearest.ts";
import { optimizers } from "../../src/model/optimizers/index.ts";
import { parseModelFile } from "../../src/model/parse.ts";
import { inferShapes } from "../../src/model/shapes.ts";
import { modelText } from "./texts.ts";

/** Every schema inside a schema, with the keys that lead to it; those inside `if` left out. */
function* schemas(schema: JsonSchema, path: string[] = []): Generator<[string[], JsonSchema]> {
  yield [path, schema];
  const named = { ...schema.properties, ...schema.patternProperties };
  for (const [key, each] of Object.entries(named)) yield* schemas(each, [...path, key]);
  if (schema.items) yield* schemas(schema.items, [...path, "[]"]);
  if (schema.then) yield* schemas(schema.then, path);
  for (const each of schema.allOf ?? []) yield* schemas(each, path);
}

describe("the editor's schema", () => {
  const all = [...schemas(editorSchema())];

  it("has nothing that can fail", () => {
    const harmless = new Set(
      "$schema title allowTrailingCommas markdownDescription default examples properties patternProperties items allOf if then defaultSnippets".split(
        " ",
      ),
    );
    for (const [path, schema] of all)
      expect(
        Object.keys(schema).filter((key) => !harmless.has(key)),
        path.join("."),
      ).toEqual([]);
    expect(editorSchema().allowTrailingCommas).toBe(true);
  });

  it("describes every key", () => {
    const keys = all.flatMap(([path, { properties = {} }]) =>
      Object.entries(properties).map(([key, each]) => ({ path: [...path, key].join("."), each })),
    );
    expect(keys.length).toBeGreaterThan(50);
    expect(keys.filter(({ each }) => !each.markdownDescription).map(({ path }) => path)).toEqual([]);
  });

  it("offers names and the keys of each type", () => {
    const optimizer = editorSchema().properties?.["training"]?.properties?.["optimizer"];
    const names = Object.keys(optimizers);
    expect(optimizer?.defaultSnippets?.map(({ label }) => label)).toEqual([
      ...names.map((name) => `"${name}"`),
      ...names.map((name) => `{ ${name} }`),
    ]);
    const keys = Object.fromEntries(
      optimizer?.allOf?.map((each) => [
        each.if?.properties?.["type"]?.const,
        Object.keys(each.then?.properties ?? {}),
      ]) ?? [],
    );
    expect(keys).toMatchObject({
      sgd: ["learningRate", "momentum", "dampening", "nesterov", "weightDecay"],
      lion: ["learningRate", "beta1", "beta2", "weightDecay"],
    });
    expect(Object.keys(keys)).toEqual(names);
  });

  it("offers only whole models and values that are valid", () => {
    const [model] = editorSchema().defaultSnippets ?? [];
    expect(parseModelFile(JSON.stringify(model?.body)).findings).toEqual([]);
  });
});

describe("the strict schema", () => {
  it("requires and refuses as the parser does", () => {
    const schema = strictSchema();
    expect(schema.required).toEqual(["data", "network", "training"]);
    expect(schema.additionalProperties).toBe(false);
    expect(schema.properties?.["training"]?.required).toEqual(["epochs"]);
    expect(schema.properties?.["network"]?.required).toEqual(["layers", "loss"]);
  });
});

describe("documentation", () => {
  it("tells about keys by path, and by type where the document is known", () => {
    expect(documentation(["training", "batchSize"])).toContain("Default: `32`.");
    expect(documentation(["network", "layers", 3, "units"])).toContain("neurons");
    expect(documentation(["data", "generate", "anything"])).toContain("expression");
    expect(documentation(["training", "nothing"])).toBeUndefined();
    const document = { training: { optimizer: { type: "adam" } } };
    expect(documentation(["training", "optimizer", "momentum"])).toBeDefined();
    expect(documentation(["training", "optimizer", "momentum"], document)).toBeUndefined();
  });
});

describe("inferShapes", () => {
  it("follows the widths and counts the parameters", () => {
    const { model } = parseModelFile(
      modelText({
        layers: [
          { units: 16, activation: "relu" },
          { units: 1, bias: false },
        ],
      }),
    );
    expect(model && inferShapes(model, 5)).toEqual({
      layers: [
        { input: 5, output: 16, parameters: 96 },
        { input: 16, output: 1, parameters: 16 },
      ],
      parameters: 112,
    });
  });
});

describe("nearest", () => {
  it("takes no letter for another", () => {
    expect(nearest("z", ["x", "y"])).toBeUndefined();
    expect(nearest("X", ["x", "y"])).toBe("x");
  });

  it.each([
    ["epoch", "epochs"],
    ["learning_rate", "learningRate"],
    ["lerningRate", "learningRate"],
    ["EPOCHS", "epochs"],
    ["batch", "batchSize"],
    ["epcohs", "epochs"],
    ["zzz", undefined],
    ["", undefined],
  ])("%s → %s", (word, expected) => {
    expect(nearest(word, ["epochs", "batchSize", "learningRate"])).toBe(expected);
  });
});
