import { describe, expect, test } from "vitest";
import type { RateTest } from "../../src/protocol/rate-test.ts";
import { noFiles } from "../../src/runs/no-files.ts";
import { testRates } from "../../src/runs/rate-test.ts";
import { lineModel, sineModel } from "./build.ts";

/** Every update of a test of this model. */
async function updatesOf(model: unknown, interrupted = () => false): Promise<RateTest[]> {
  const updates: RateTest[] = [];
  await testRates({
    text: JSON.stringify(model),
    fileName: "a.nn.json",
    open: noFiles,
    memoryLimit: 1e9,
    now: () => performance.now(),
    yieldToEvents: () => new Promise((resolve) => setImmediate(resolve)),
    interrupted,
    onUpdate: (update) => updates.push(update),
  });
  return updates;
}
const testOf = async (model: unknown) => (await updatesOf(model)).at(-1) as RateTest;

const withOptimizer = (optimizer: unknown, training: object = {}) => ({
  ...sineModel,
  training: { ...sineModel.training, optimizer, ...training },
});

describe("the search for a learning rate", () => {
  test("finds one that was tried, far from both ends, whatever the file says", async () => {
    for (const learningRate of [1e-6, 0.01, 3]) {
      const found = await testOf(withOptimizer({ type: "adam", learningRate }));
      expect(found.status).toBe("done");
      expect(found.suggested).toBeGreaterThanOrEqual(0.001);
      expect(found.suggested).toBeLessThanOrEqual(0.2);
      const tried = found.trials.find(({ rate }) => rate === found.suggested);
      expect(tried?.loss).toBeLessThan(0.7 * (found.firstLoss ?? 0));
      expect(found.trials.map(({ rate }) => rate)).toContain(learningRate);
      expect(found.message).toContain(String(found.suggested));
    }
  });

  test("is the same each time, and its curve is that of the rates", async () => {
    const [first, second] = [await testOf(sineModel), await testOf(sineModel)];
    expect(first).toEqual(second);
    expect(first?.rates.length).toBe(first?.losses.length);
    expect(first?.rates[0]).toBe(1e-6);
    expect([...(first?.rates ?? [])].every((rate, at, all) => at === 0 || rate > (all[at - 1] ?? 0))).toBe(
      true,
    );
    // It ends where the loss has grown past all use.
    expect(first?.rates.at(-1)).toBeLessThan(10);
  });

  test("goes by the schedule's own highest rate, and leaves schedule and early stopping aside", async () => {
    const schedule = { type: "oneCycle", maxLearningRate: 0.02 };
    const found = await testOf(withOptimizer("adam", { schedule, earlyStopping: { patience: 1 } }));
    expect(found).toMatchObject({ status: "done", rateKey: "maxLearningRate", fileRate: 0.02 });
    expect(found.suggested).toBeGreaterThan(0);
  });

  test("works for every optimizer, sample by sample, and for classes", async () => {
    for (const type of ["sgd", "rmsprop", "adagrad", "adadelta", "adamw", "nadam", "lion"]) {
      const found = await testOf(withOptimizer({ type, learningRate: 0.001 }));
      expect(found.suggested, type).toBeGreaterThan(1e-5);
    }
    const line = await testOf(lineModel);
    expect(line.suggested).toBeGreaterThan(0.001);
    const classes = await testOf({
      data: {
        generate: {
          a: { uniform: [-1, 1], count: 300 },
          b: { uniform: [-1, 1], count: 300 },
          kind: "a * b > 0 ? 1 : 0",
        },
      },
      network: {
        layers: [
          { units: 8, activation: "tanh" },
          { units: 2, activation: "softmax" },
        ],
        loss: "crossEntropy",
      },
      training: { epochs: 10, metrics: ["f1", "auc"], classWeights: "balanced" },
    });
    expect(classes.suggested).toBeGreaterThan(0.0005);
  }, 60_000);

  test("is patient with a network that begins slowly", async () => {
    const waves = {
      data: {
        generate: { x: { from: 0, to: 20, count: 400 }, y: "sin(x)" },
        targets: ["y"],
        normalize: "standard",
      },
      network: {
        layers: [{ units: 32, activation: "tanh" }, { units: 32, activation: "tanh" }, { units: 1 }],
        loss: "mse",
      },
      training: { optimizer: "adam", epochs: 1000, batchSize: 32 },
    };
    const found = await testOf(waves);
    expect(found.suggested).toBeGreaterThan(0.0005);
    expect(found.suggested).toBeLessThan(0.1);
    expect(found.trialSteps).toBeGreaterThan(1000);
  }, 60_000);

  test("says so where no rate helps: there is nothing to learn", async () => {
    const found = await testOf({
      data: { values: { x: [1, 2, 3, 4], y: [0, 0, 0, 0] } },
      network: { layers: [{ units: 1, initializer: "zeros" }], loss: "mse" },
      training: { epochs: 1 },
    });
    expect(found).toMatchObject({ status: "done", message: expect.stringMatching(/No rate brought/) });
    expect(found.suggested).toBeUndefined();
  });

  test("fails with the file's problem, and ends when it is told to", async () => {
    const broken = await testOf({ ...lineModel, data: { file: "none.csv" } });
    expect(broken).toMatchObject({ status: "failed", message: expect.stringMatching(/disk|file/) });
    let looks = 0;
    const ended = (await updatesOf(sineModel, () => ++looks > 5)).at(-1);
    expect(ended?.status).toBe("failed");
    expect(looks).toBe(6);
  });

  test("tells how far it is", async () => {
    const updates = await updatesOf(withOptimizer("adam", { batchSize: 1 }));
    const progress = updates.map((update) => update.progress);
    expect(progress.at(-1)).toBe(1);
    expect(progress.every((value, at) => at === 0 || value >= (progress[at - 1] ?? 0))).toBe(true);
    expect(new Set(updates.map(({ status }) => status)).size).toBeGreaterThan(1);
  });
});
