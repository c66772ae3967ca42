import fc from "fast-check";
import { parse } from "jsonc-parser";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../../src/model/edit.ts";
import type { ModelFile } from "../../src/model/model.ts";
import { findingRange, locate, parseModelFile } from "../../src/model/parse.ts";
import type { JsonPath, JsonValue } from "../../src/protocol/json.ts";
import { modelText } from "./texts.ts";

const activation = fc.constantFrom(
  "identity",
  "quadratic",
  "relu",
  "sigmoid",
  "tanh",
  "exponential",
  "softmax",
);
const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
const initializer = fc.oneof(
  fc.constantFrom(
    "zeros",
    "constant",
    "normal",
    "uniform",
    "glorotUniform",
    "glorotNormal",
    "heNormal",
    "heUniform",
  ),
  fc.record({ type: fc.constant("constant"), value: number }),
  fc.record({ type: fc.constant("normal"), mean: number }, { requiredKeys: ["type"] }),
);
const layer = fc.record(
  {
    type: fc.constant("dense"),
    units: fc.integer({ min: 1, max: 1000 }),
    activation: fc.oneof(activation, fc.record({ type: activation })),
    initializer,
    biasInitializer: initializer,
    bias: fc.boolean(),
  },
  { requiredKeys: ["units"] },
);
const columns = fc
  .uniqueArray(fc.oneof(fc.string(), fc.constantFrom("__proto__", "1", "constructor")), {
    minLength: 1,
    maxLength: 4,
  })
  .map((names) => Object.fromEntries(names.map((name, index) => [name, [index, null, "text"]])));
const validModel = fc.record(
  {
    title: fc.string(),
    data: fc.oneof(
      fc.record({ values: columns }),
      fc.record({
        file: fc.constant("a.csv"),
        normalize: fc.constantFrom("none", "standard", "minMax", { inputs: "minMax" }),
        window: fc.record({ size: fc.integer({ min: 1, max: 99 }) }),
        split: fc.record({
          validation: fc.constantFrom(0, 0.2),
          order: fc.constantFrom("shuffled", "sequential"),
        }),
      }),
    ),
    network: fc.record({
      layers: fc.array(layer, { minLength: 1, maxLength: 4 }),
      loss: fc.constantFrom("mse", "mae", "crossEntropy", "binaryCrossEntropy"),
    }),
    training: fc.record(
      {
        epochs: fc.nat(1e9),
        optimizer: fc.constantFrom("sgd", "adam", { type: "sgd", momentum: 0.9, nesterov: true }),
        clip: fc.constantFrom({ value: 1 }, { norm: 2.5 }),
        precision: fc.constantFrom("float32", "float64"),
        seed: fc.maxSafeNat(),
      },
      { requiredKeys: ["epochs"] },
    ),
  },
  { requiredKeys: ["data", "network", "training"] },
);

/** The checked model as a file that says everything. */
function written(model: ModelFile): string {
  return JSON.stringify(model, (_, value) => (value instanceof Map ? Object.fromEntries(value) : value));
}

describe("parseModelFile", () => {
  it("never throws on any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const { findings } = parseModelFile(text);
        expect(findings.length).toBeGreaterThan(0);
      }),
    );
  });

  it("never throws on any JSON, and finds each place in the text", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        for (const finding of parseModelFile(text).findings) {
          const { offset, length } = findingRange(text, finding);
          expect(offset + length).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });

  it("never throws on a model with one value replaced or one character lost", () => {
    const anywhere = fc.tuple(validModel, fc.jsonValue(), fc.nat());
    fc.assert(
      fc.property(anywhere, ([model, value, at]) => {
        const places = allPaths(JSON.parse(JSON.stringify(model)));
        const path = places[at % places.length] as JsonPath;
        const text = JSON.stringify(model);
        const { text: changed } = applyEdits(text, [{ path, value: value as JsonValue }]);
        const parsed = parseModelFile(changed);
        expect(parsed.model === undefined).toBe(parsed.findings.length > 0);
        parseModelFile(text.slice(0, at % text.length) + text.slice((at % text.length) + 1));
      }),
    );
  });

  it("accepts every valid model, and what it reads says the same when written out", () => {
    fc.assert(
      fc.property(validModel, (file) => {
        const first = parseModelFile(JSON.stringify(file));
        expect(first.findings).toEqual([]);
        const second = parseModelFile(written(first.model as ModelFile));
        expect(second.findings).toEqual([]);
        expect(written(second.model as ModelFile)).toBe(written(first.model as ModelFile));
      }),
    );
  });
});

function allPaths(value: JsonValue, path: JsonPath = []): JsonPath[] {
  if (typeof value !== "object" || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, each]) =>
      allPaths(each, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

describe("applyEdits", () => {
  /** JSON with a comment of its own at every place where one may stand. */
  const commented = (value: JsonValue, multiline: boolean): { text: string; comments: string[] } => {
    const comments: string[] = [];
    const comment = () => {
      const text =
        comments.length % 3 === 0 && multiline ? `// c${comments.length};\n` : `/* c${comments.length}; */`;
      comments.push(text.trim());
      return text;
    };
    const write = (each: JsonValue): string => {
      if (Array.isArray(each))
        return `[${comment()}${each.map((item) => ` ${comment()}${write(item)}${comment()}`).join(",")}${comment()}]`;
      if (typeof each !== "object" || each === null) return JSON.stringify(each);
      const entries = Object.entries(each).map(
        ([key, item]) => `${comment()} ${JSON.stringify(key)}: ${write(item)}${comment()}`,
      );
      return `{${comment()}${entries.join(multiline ? ",\n" : ", ")}${comment()}}`;
    };
    return { text: write(value), comments };
  };
  const base = JSON.parse(
    modelText({ layers: [{ units: 2 }, { units: 1, activation: "relu" }], training: { epochs: 3, seed: 1 } }),
  );
  const leaf = fc.constantFrom<JsonPath>(
    ["title"],
    ["data", "targets"],
    ["network", "layers", 0, "units"],
    ["network", "layers", 1, "activation"],
    ["network", "layers", 2],
    ["training", "epochs"],
    ["training", "seed"],
    ["training", "clip", "value"],
    ["training", "optimizer", "learningRate"],
  );
  const edit = fc.record(
    { path: leaf, value: fc.constantFrom<JsonValue>(1, "text", true) },
    { requiredKeys: ["path"] },
  );

  it("keeps every comment, sets what it should, and leaves valid JSON", () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(edit, { maxLength: 5 }), (multiline, edits) => {
        const { text, comments } = commented(base, multiline);
        const result = applyEdits(text, edits);
        for (const comment of comments) expect(result.text).toContain(comment);
        const errors: never[] = [];
        const value = parse(result.text, errors);
        expect(errors).toEqual([]);
        const last = edits.at(-1);
        if (last?.value !== undefined && last.path.length === 2)
          expect(value[last.path[0] as string][last.path[1] as string]).toEqual(last.value);
        expect(locate(result.text, ["network"]).length).toBeGreaterThan(0);
      }),
    );
  });
});
