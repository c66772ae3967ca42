import { describe, expect, it } from "vitest";
import { applyEdits } from "../../src/model/edit.ts";
import { findingRange, locate, parseModelFile } from "../../src/model/parse.ts";
import type { JsonPath } from "../../src/protocol/json.ts";
import { modelText } from "./texts.ts";

const paths = (text: string): JsonPath[] => parseModelFile(text).findings.map(({ path }) => path);

/** The text with the preferred fixes of all findings applied. */
const fixed = (text: string): string =>
  parseModelFile(text).findings.reduce(
    (before, { fixes }) => applyEdits(before, fixes.find(({ preferred }) => preferred)?.edits ?? []).text,
    text,
  );

describe("a valid file", () => {
  it("has its defaults filled and its shorthands written out", () => {
    const { model, findings } = parseModelFile(modelText({ layers: [{ units: 2, activation: "relu" }] }));
    expect(findings).toEqual([]);
    expect(model).toEqual({
      data: {
        values: new Map([
          ["x", [1, 2]],
          ["y", [2, 3]],
        ]),
        normalize: { inputs: "none", targets: "none" },
        split: { validation: 0, test: 0 },
        missing: "error",
      },
      network: {
        layers: [
          {
            type: "dense",
            units: 2,
            activation: { type: "relu" },
            initializer: { type: "glorotUniform" },
            biasInitializer: { type: "zeros" },
            bias: true,
            l1: 0,
            l2: 0,
          },
        ],
        loss: "mse",
      },
      training: {
        optimizer: {
          type: "adam",
          learningRate: 1e-3,
          beta1: 0.9,
          beta2: 0.999,
          epsilon: 1e-8,
          weightDecay: 0,
          amsgrad: false,
        },
        epochs: 3,
        batchSize: 32,
        shuffle: true,
        precision: "float32",
        seed: 0,
      },
    });
  });

  it("may have comments, trailing commas, a byte order mark and $schema", () => {
    const text = `\uFEFF// comment\n${modelText({ more: { $schema: "./x.json", title: "T" } }).replace(/}$/, ", /* end */ }")}`;
    const { model, findings } = parseModelFile(text);
    expect(findings).toEqual([]);
    expect(model?.title).toBe("T");
  });

  it("has PyTorch's defaults", () => {
    const { model } = parseModelFile(modelText({ training: { epochs: 0, optimizer: "sgd" } }));
    expect(model?.training.optimizer).toEqual({
      type: "sgd",
      learningRate: 1e-3,
      momentum: 0,
      dampening: 0,
      nesterov: false,
      weightDecay: 0,
    });
  });

  it("may have any schedule that fits, and without epochs one of any length", () => {
    const of = (schedule: object, epochs = 5) =>
      parseModelFile(modelText({ training: { epochs, schedule } })).model?.training.schedule;
    expect(of({ type: "cosine" })).toEqual({ type: "cosine", minLearningRate: 0, warmupEpochs: 0 });
    expect(of({ type: "oneCycle", maxLearningRate: 0.1 })).toEqual({
      type: "oneCycle",
      maxLearningRate: 0.1,
      warmupFraction: 0.3,
      warmupEpochs: 0,
    });
    expect(of({ type: "reduceOnPlateau" })).toEqual({
      type: "reduceOnPlateau",
      factor: 0.1,
      patience: 10,
      threshold: 1e-4,
      minLearningRate: 0,
      warmupEpochs: 0,
    });
    expect(of({ type: "step", stepSize: 3, warmupEpochs: 2 })).toMatchObject({ gamma: 0.1 });
    expect(of({ type: "exponential", gamma: 1, warmupEpochs: 5 })).toMatchObject({ warmupEpochs: 5 });
    expect(of({ type: "step", stepSize: 30, warmupEpochs: 9 }, 0)).toBeDefined();
  });

  it("may stop early by the training's loss, or by the validation's where there is one", () => {
    const of = (earlyStopping: object, data?: object) =>
      parseModelFile(modelText({ ...(data && { data }), training: { epochs: 5, earlyStopping } })).model
        ?.training.earlyStopping;
    expect(of({ monitor: "loss" })).toEqual({ monitor: "loss", patience: 10, minDelta: 0 });
    const data = { values: { x: [1, 2, 3], y: [2, 3, 4] }, split: { validation: 0.3 } };
    expect(of({ minDelta: 0.1 }, data)).toEqual({ monitor: "validationLoss", patience: 10, minDelta: 0.1 });
  });

  it("keeps columns in the order of the file, and __proto__ as data", () => {
    const data = '{"values": {"b": [1], "10": [2], "__proto__": [3], "2": [4]}}';
    const { model } = parseModelFile(modelText({ data: "D" }).replace('"D"', data));
    expect([...(model?.data.values ?? [])]).toEqual([
      ["b", [1]],
      ["10", [2]],
      ["__proto__", [3]],
      ["2", [4]],
    ]);
  });

  it("generates by range, draw and expression", () => {
    const generate = {
      a: { from: 1, to: 2, step: 0.5 },
      b: { from: 1, to: 2, count: 3 },
      c: { uniform: [0, 1], count: 3 },
      d: { normal: [0, 1], count: 3 },
      f: "a + b",
    };
    const { model, findings } = parseModelFile(modelText({ data: { generate } }));
    expect(findings).toEqual([]);
    expect(Object.fromEntries(model?.data.generate ?? [])).toEqual(generate);
  });
});

describe("broken JSON", () => {
  it.each([
    ["", 1, 1],
    ["{", 1, 2],
    ['{"a" 1}', 1, 6],
    ['{\r\n  "a": }', 2, 8],
    ["// only a comment", 1, 18],
    ['{"a": 1} x', 1, 10],
    ['{"a": 01}', 1, 8],
  ])("is one finding at its place: %j", (text, line, column) => {
    const { findings, model } = parseModelFile(text);
    expect(model).toBeUndefined();
    expect(findings).toMatchObject([
      { rule: "invalid", primary: true, path: [], at: { file: "", line, column } },
    ]);
  });

  it("is told when it is nested without end", () => {
    expect(parseModelFile("[".repeat(100_000)).findings).toHaveLength(1);
    expect(parseModelFile('{"a":'.repeat(100_000)).findings).toHaveLength(1);
  });
});

describe("one finding for each cause", () => {
  const training = (more: object) => modelText({ training: { epochs: 3, ...more } });
  const schedule = (schedule: object) => training({ schedule });
  it.each<[string, string, JsonPath]>([
    ["not an object", "[]", []],
    ["nothing there", "{}", []],
    ["unknown section", modelText({ more: { trainning: 1 } }), ["trainning"]],
    ["__proto__ as a key", modelText().replace(/^{/, '{"__proto__": 1,'), ["__proto__"]],
    ["missing epochs", modelText({ training: {} }), ["training"]],
    ["misspelt epochs", modelText({ training: { epoch: 3 } }), ["training", "epoch"]],
    ["overflow", training({}).replace("3}", "1e999}"), ["training", "epochs"]],
    ["too many epochs", training({ epochs: 1e10 }), ["training", "epochs"]],
    ["half an epoch", training({ epochs: 2.5 }), ["training", "epochs"]],
    ["batch of none", training({ batchSize: 0 }), ["training", "batchSize"]],
    ["null", training({ seed: null }), ["training", "seed"]],
    [
      "an expression that is none",
      modelText({ layers: [{ units: 1, activation: { expression: "x +" } }] }),
      ["network", "layers", 0, "activation", "expression"],
    ],
    [
      "an expression without a letter",
      modelText({ layers: [{ units: 1, activation: { expression: "" } }] }),
      ["network", "layers", 0, "activation", "expression"],
    ],
    [
      "an expression longer than anybody reads",
      modelText({ layers: [{ units: 1, activation: { expression: "x + ".repeat(10000) } }] }),
      ["network", "layers", 0, "activation", "expression"],
    ],
    [
      "an expression over what is not there",
      modelText({ layers: [{ units: 1, activation: { expression: "y * 2" } }] }),
      ["network", "layers", 0, "activation", "expression"],
    ],
    [
      "an expression that draws",
      modelText({ layers: [{ units: 1, activation: { expression: "x * normal()" } }] }),
      ["network", "layers", 0, "activation", "expression"],
    ],
    [
      "an expression by a wrong key",
      modelText({ layers: [{ units: 1, activation: { expresion: "x" } }] }),
      ["network", "layers", 0, "activation", "expresion"],
    ],
    [
      "an orthogonal bias",
      modelText({ network: { layers: [{ units: 1, biasInitializer: "orthogonal" }], loss: "mse" } }),
      ["network", "layers", 0, "biasInitializer"],
    ],
    ["optimizer by a wrong name", training({ optimizer: "adan" }), ["training", "optimizer"]],
    ["optimizer of a wrong type", training({ optimizer: 5 }), ["training", "optimizer"]],
    ["optimizer without type", training({ optimizer: { learningRate: 1 } }), ["training", "optimizer"]],
    [
      "optimizer with a wrong type",
      training({ optimizer: { type: "x", y: 1 } }),
      ["training", "optimizer", "type"],
    ],
    [
      "key of another optimizer",
      training({ optimizer: { type: "adam", momentum: 1 } }),
      ["training", "optimizer", "momentum"],
    ],
    [
      "negative rate",
      training({ optimizer: { type: "adam", learningRate: -1 } }),
      ["training", "optimizer", "learningRate"],
    ],
    ["beta of 1", training({ optimizer: { type: "adam", beta1: 1 } }), ["training", "optimizer", "beta1"]],
    [
      "nesterov without momentum",
      training({ optimizer: { type: "sgd", nesterov: true } }),
      ["training", "optimizer", "nesterov"],
    ],
    [
      "nesterov with dampening",
      training({ optimizer: { type: "sgd", nesterov: true, momentum: 0.9, dampening: 0.5 } }),
      ["training", "optimizer", "dampening"],
    ],
    ["empty clip", training({ clip: {} }), ["training", "clip"]],
    ["clip by both", training({ clip: { value: 1, norm: 1 } }), ["training", "clip", "norm"]],
    ["clip of 0", training({ clip: { value: 0 } }), ["training", "clip", "value"]],
    ["schedule without type", training({ schedule: {} }), ["training", "schedule"]],
    ["schedule by its name", training({ schedule: "cosine" }), ["training", "schedule"]],
    ["schedule of another type", training({ schedule: { type: "cosin" } }), ["training", "schedule", "type"]],
    ["steps of no size", schedule({ type: "step" }), ["training", "schedule"]],
    ["steps of size 0", schedule({ type: "step", stepSize: 0 }), ["training", "schedule", "stepSize"]],
    ["gamma of 0", schedule({ type: "exponential", gamma: 0 }), ["training", "schedule", "gamma"]],
    ["gamma above 1", schedule({ type: "exponential", gamma: 1.1 }), ["training", "schedule", "gamma"]],
    [
      "fraction above 1",
      schedule({ type: "oneCycle", maxLearningRate: 1, warmupFraction: 1.5 }),
      ["training", "schedule", "warmupFraction"],
    ],
    ["one cycle without its top", schedule({ type: "oneCycle" }), ["training", "schedule"]],
    ["factor of 1", schedule({ type: "reduceOnPlateau", factor: 1 }), ["training", "schedule", "factor"]],
    [
      "least rate above the rate",
      schedule({ type: "cosine", minLearningRate: 0.1 }),
      ["training", "schedule", "minLearningRate"],
    ],
    [
      "warm-up longer than the training",
      schedule({ type: "cosine", warmupEpochs: 4 }),
      ["training", "schedule", "warmupEpochs"],
    ],
    [
      "step longer than the training",
      schedule({ type: "step", stepSize: 4 }),
      ["training", "schedule", "stepSize"],
    ],
    [
      "step longer than what the warm-up leaves",
      schedule({ type: "step", stepSize: 3, warmupEpochs: 1 }),
      ["training", "schedule", "stepSize"],
    ],
    ["early stopping without validation", training({ earlyStopping: {} }), ["training", "earlyStopping"]],
    [
      "early stopping that watches no validation",
      training({ earlyStopping: { monitor: "validationLoss" } }),
      ["training", "earlyStopping", "monitor"],
    ],
    [
      "early stopping that watches something else",
      training({ earlyStopping: { monitor: "val_loss" } }),
      ["training", "earlyStopping", "monitor"],
    ],
    [
      "negative patience",
      training({ earlyStopping: { monitor: "loss", patience: -1 } }),
      ["training", "earlyStopping", "patience"],
    ],
    [
      "negative improvement",
      training({ earlyStopping: { monitor: "loss", minDelta: -1 } }),
      ["training", "earlyStopping", "minDelta"],
    ],
    ["no layers", modelText({ layers: [] }), ["network", "layers"]],
    ["layer without units", modelText({ layers: [{}] }), ["network", "layers", 0]],
    [
      "layer of another type",
      modelText({ layers: [{ type: "dens", units: 1 }] }),
      ["network", "layers", 0, "type"],
    ],
    ["misspelt units", modelText({ layers: [{ unit: 1 }] }), ["network", "layers", 0, "unit"]],
    [
      "misspelt activation",
      modelText({ layers: [{ units: 1, activation: { type: "rel" } }] }),
      ["network", "layers", 0, "activation", "type"],
    ],
    [
      "uniform upside down",
      modelText({ layers: [{ units: 1, initializer: { type: "uniform", min: 1, max: 0 } }] }),
      ["network", "layers", 0, "initializer", "max"],
    ],
    [
      "uniform upside down with a default",
      modelText({ layers: [{ units: 1, initializer: { type: "uniform", min: 1 } }] }),
      ["network", "layers", 0, "initializer"],
    ],
    ["unknown loss", modelText({ loss: "rmse" }), ["network", "loss"]],
    ["no source", modelText({ data: {} }), ["data"]],
    ["misspelt source", modelText({ data: { fil: "a.csv" } }), ["data", "fil"]],
    ["two sources", modelText({ data: { file: "a.csv", values: { x: [1] } } }), ["data", "values"]],
    ["no columns", modelText({ data: { values: {} } }), ["data", "values"]],
    ["uneven columns", modelText({ data: { values: { x: [1], y: [1, 2] } } }), ["data", "values", "y"]],
    ["cell that is no value", modelText({ data: { values: { x: [1, true] } } }), ["data", "values", "x", 1]],
    [
      "range without end",
      modelText({ data: { generate: { x: { from: 1, step: 1 } } } }),
      ["data", "generate", "x"],
    ],
    [
      "range without step",
      modelText({ data: { generate: { x: { from: 1, to: 2 } } } }),
      ["data", "generate", "x"],
    ],
    [
      "range the wrong way",
      modelText({ data: { generate: { x: { from: 1, to: 5, step: -1 } } } }),
      ["data", "generate", "x", "step"],
    ],
    [
      "misspelt draw",
      modelText({ data: { generate: { x: { unifrm: [0, 1], count: 3 } } } }),
      ["data", "generate", "x", "unifrm"],
    ],
    [
      "draw of a text",
      modelText({ data: { generate: { x: { normal: [0, "1"], count: 3 } } } }),
      ["data", "generate", "x", "normal", 1],
    ],
    ["reserved column", modelText({ data: { generate: { pi: "3" } } }), ["data", "generate", "pi"]],
    ["column that is a number", modelText({ data: { generate: { x: 3 } } }), ["data", "generate", "x"]],
    ["target twice", modelText({ data: { file: "a.csv", targets: ["y", "y"] } }), ["data", "targets", 1]],
    ["targets as a text", modelText({ data: { file: "a.csv", targets: "y" } }), ["data", "targets"]],
    ["window of 0", modelText({ data: { file: "a.csv", window: { size: 0 } } }), ["data", "window", "size"]],
    ["wrong normalize", modelText({ data: { file: "a.csv", normalize: "standart" } }), ["data", "normalize"]],
    [
      "wrong normalize of targets",
      modelText({ data: { file: "a.csv", normalize: { targets: "z" } } }),
      ["data", "normalize", "targets"],
    ],
    [
      "nothing left to train on",
      modelText({ data: { file: "a.csv", split: { validation: 0.5, test: 0.5 } } }),
      ["data", "split", "test"],
    ],
    [
      "all for validation",
      modelText({ data: { file: "a.csv", split: { validation: 1 } } }),
      ["data", "split", "validation"],
    ],
    ["missing values kept", modelText({ data: { file: "a.csv", missing: "drop" } }), ["data", "missing"]],
  ])("%s", (_, text, path) => {
    expect(paths(text)).toEqual([path]);
    expect(parseModelFile(text).model).toBeUndefined();
    expect(parseModelFile(text).findings[0]?.message).not.toMatch(/undefined|\{\d\}|Invalid input/);
  });

  it("tells a key given twice at its second place", () => {
    const text = modelText().replace('"epochs":3', '"epochs":3,\n"epochs":4');
    const { findings } = parseModelFile(text);
    expect(findings).toMatchObject([{ path: ["training", "epochs"], at: { file: "", line: 2, column: 1 } }]);
    expect(findingRange(text, findings[0] as (typeof findings)[0])).toMatchObject({
      line: 2,
      column: 1,
      length: 8,
    });
  });

  it("stands any number of problems", () => {
    const many = Array.from({ length: 200_000 }, () => true);
    expect(paths(modelText({ data: { values: { x: many } } }))).toEqual([["data", "values", "x", 0]]);
    expect(parseModelFile(modelText({ layers: many })).findings.length).toBeGreaterThan(0);
    const same = many.map(() => "y");
    expect(
      parseModelFile(modelText({ data: { file: "a.csv", targets: same } })).findings.length,
    ).toBeGreaterThan(0);
  });

  it("tells all of them in one pass, in the order of the file, the first as primary", () => {
    const { findings } = parseModelFile(
      modelText({
        data: { file: 1, x: 2 },
        layers: [{ units: 0 }],
        loss: "m",
        training: { epochs: -1, clip: {} },
      }),
    );
    expect(findings.map(({ path }) => path.join("."))).toEqual([
      "data.file",
      "data.x",
      "network.layers.0.units",
      "network.loss",
      "training.epochs",
      "training.clip",
    ]);
    expect(findings.map(({ primary }) => primary)).toEqual([true, false, false, false, false, false]);
  });
});

describe("fixes", () => {
  it.each([
    ["rename", { training: { epoch: 3 } }],
    ["rename in another style", { training: { epochs: 3, batch_size: 3 } }],
    ["nearest name", { training: { epochs: 3, optimizer: "adan" } }],
    ["other case", { loss: "MSE" }],
    ["number in quotes", { training: { epochs: "3", seed: "7" } }],
    ["truth in quotes", { training: { epochs: 3, shuffle: "false" } }],
    ["one name as a list", { data: { file: "a.csv", targets: "y" } }],
    ["nesterov", { training: { epochs: 3, optimizer: { type: "sgd", nesterov: true } } }],
    ["upside down", { layers: [{ units: 1, initializer: { type: "uniform", min: 1, max: 0 } }] }],
    ["range without step", { data: { generate: { x: { from: 5, to: 1 } } } }],
    ["warm-up too long", { training: { epochs: 3, schedule: { type: "cosine", warmupEpochs: 4 } } }],
    ["step too long", { training: { epochs: 3, schedule: { type: "step", stepSize: 9, warmupEpochs: 1 } } }],
    ["least rate too high", { training: { epochs: 3, schedule: { type: "cosine", minLearningRate: 1 } } }],
    ["early stopping without validation", { training: { epochs: 3, earlyStopping: {} } }],
    ["misspelt type", { training: { epochs: 3, optimizer: { typ: "adam" } } }],
  ])("mend the file: %s", (_, parts) => {
    const text = fixed(modelText(parts));
    expect(parseModelFile(text).findings).toEqual([]);
  });

  it("name no key that is taken already", () => {
    const { findings } = parseModelFile(modelText({ training: { epochs: 3, epoch: 4 } }));
    expect(findings[0]?.fixes).toMatchObject([
      { preferred: false, edits: [{ path: ["training", "epoch"] }] },
    ]);
  });
});

describe("locate", () => {
  const text = '{\r\n  "a": { "b": [10, 20] },\n  "ü": "💡", "c": 1\n}';
  it("finds values, keys and items", () => {
    expect(locate(text, ["a", "b", 1])).toMatchObject({ line: 2, column: 20, endColumn: 22, length: 2 });
    expect(locate(text, ["a", "b"], { key: true })).toMatchObject({ line: 2, column: 10, length: 3 });
    expect(locate(text, ["c"])).toMatchObject({ line: 3, column: 19, endLine: 3, endColumn: 20 });
  });
  it("finds the nearest ancestor of what is absent", () => {
    expect(locate(text, ["a", "x", 3])).toEqual(locate(text, ["a"]));
    expect(locate(text, ["a", "x"], { key: true })).toEqual(locate(text, ["a"], { key: true }));
    expect(locate(text, [])).toMatchObject({ offset: 0, length: text.length });
    expect(locate("", ["a"])).toMatchObject({ line: 1, column: 1, length: 0 });
  });
  it("underlines the key of an unknown key and the value of a wrong value", () => {
    const bad = modelText({ training: { epochs: -1, foo: 2 } });
    const { findings } = parseModelFile(bad);
    const words = findings.map((finding) => {
      const { offset, length } = findingRange(bad, finding);
      return bad.slice(offset, offset + length);
    });
    expect(words).toEqual(["-1", '"foo"']);
  });
});
