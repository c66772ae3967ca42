import { describe, expect, it } from "vitest";
import { applyEdits } from "../../src/model/edit.ts";
import { findingRange, locate, parseModelFile } from "../../src/model/parse.ts";
import { modelText } from "./texts.ts";

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
