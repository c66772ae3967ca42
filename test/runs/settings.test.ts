import { describe, expect, test } from "vitest";
import { parseModelFile } from "../../src/model/parse.ts";
import type { RunChange } from "../../src/protocol/settings.ts";
import { repeated, settingsEdits, settingsOf, withSettings } from "../../src/runs/settings.ts";

const text = (training: object) =>
  `{
  // What it learns from.
  "data": { "values": { "x": [1, 2, 3], "y": [1, 2, 3] } },
  "network": { "layers": [{ "units": 1 }], "loss": "mse" },
  "training": ${JSON.stringify({ epochs: 9, ...training })}
}`;
const modelOf = (training: object) => {
  const { model } = parseModelFile(text(training));
  if (!model) throw new Error("invalid");
  return model;
};

describe("what is set becomes edits of the file", () => {
  test("that keep its comments, and say only what is new", () => {
    const { text: edited, model } = withSettings(text({ optimizer: "sgd", seed: 3 }), {
      learningRate: 0.5,
      clip: { norm: 2 },
      batchSize: 64,
      seed: 3,
    });
    expect(edited).toContain("// What it learns from.");
    expect(model && settingsOf(model)).toEqual({
      learningRate: 0.5,
      clip: { norm: 2 },
      batchSize: 64,
      seed: 3,
    });
    expect(settingsEdits(modelOf({ seed: 3 }), { seed: 3, clip: null })).toEqual([]);
  });

  test("where a schedule sets the highest rate, that is set", () => {
    const training = { schedule: { type: "oneCycle", maxLearningRate: 0.1 } };
    expect(settingsOf(modelOf(training)).learningRate).toBe(0.1);
    const { model } = withSettings(text(training), { learningRate: 0.3 });
    expect(model?.training.schedule).toMatchObject({ maxLearningRate: 0.3 });
  });

  test("a clip is taken away with its key", () => {
    const { text: edited, model } = withSettings(text({ clip: { value: 1 } }), { clip: null });
    expect(edited).not.toContain("clip");
    expect(model?.training.clip).toBeUndefined();
  });

  test("what the file cannot say is refused, with the reason", () => {
    const training = { schedule: { type: "cosine", minLearningRate: 0.001 } };
    const { model, problem } = withSettings(text(training), { learningRate: 1e-5 });
    expect(model).toBeUndefined();
    expect(problem).toMatch(/minLearningRate/);
  });
});

test("a run gone on with repeats what was set last, unless the file says something else by now", () => {
  const change = (set: RunChange["set"], file: RunChange["file"]): RunChange => ({
    epoch: 1,
    batch: 0,
    step: 4,
    set,
    file,
  });
  const changes = [
    change({ learningRate: 0.1, batchSize: 8 }, { learningRate: 0.01, batchSize: 32 }),
    change({ learningRate: 0.2 }, { learningRate: 0.01 }),
  ];
  const file = { learningRate: 0.01, clip: null, batchSize: 32, seed: 0 };
  expect(repeated(changes, file)).toEqual({ learningRate: 0.2, batchSize: 8 });
  expect(repeated(changes, { ...file, batchSize: 16 })).toEqual({ learningRate: 0.2 });
  expect(repeated([], file)).toEqual({});
});
