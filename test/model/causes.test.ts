import { describe, expect, it } from "vitest";
import { findingRange, parseModelFile } from "../../src/model/parse.ts";
import type { JsonPath } from "../../src/protocol/json.ts";
import { modelText } from "./texts.ts";

const paths = (text: string): JsonPath[] => parseModelFile(text).findings.map(({ path }) => path);

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
    ["missing values kept", modelText({ data: { file: "a.csv", missing: "keep" } }), ["data", "missing"]],
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
