import { expect, it } from "vitest";
import { loadDataset } from "../../src/data/load.ts";
import type { Trainer } from "../../src/engine/trainer.ts";
import { PredictionView } from "../../src/runs/prediction-view.ts";
import type { SessionUpdate } from "../../src/runs/session-options.ts";
import { memoryLimit, modelOf, noFile } from "../data/model.ts";

/** Hands an update over as the worker does: its buffers are gone from here. */
function send(update: SessionUpdate | undefined): SessionUpdate {
  const buffers = new Set<ArrayBuffer>();
  const collect = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) buffers.add(value.buffer as ArrayBuffer);
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(collect);
  };
  collect(update);
  return structuredClone(update ?? {}, { transfer: [...buffers] });
}

it("tells the base once, and predictions that can be told again after they were handed over", async () => {
  const pixels = Array.from({ length: 16 }, (_, at) => [`p${at}`, [0, at, 2, 3]]);
  const values = { ...Object.fromEntries(pixels), kind: ["a", "b", "a", "b"] };
  const model = modelOf({ values, split: { validation: 0.25 } }, "crossEntropy");
  const view = new PredictionView(await loadDataset(model, noFile, { memoryLimit }), model);
  const predict = (samples: Uint32Array) => new Float64Array(2 * samples.length).fill(0.5);
  const trainer = { parameters: 10, predict } as unknown as Trainer;
  const goOn = async () => true;
  const first = send(await view.take(trainer, 1, goOn));
  expect(first.base?.x.length).toBe(4);
  for (const epoch of [2, 3]) {
    const { base, predicted } = send(await view.take(trainer, epoch, goOn));
    expect(base).toBeUndefined();
    expect(predicted?.epoch).toBe(epoch);
    expect(predicted?.images?.map(({ part, shown }) => [part, shown.length])).toEqual([
      [0, 3],
      [1, 1],
    ]);
  }
});

it("asks now and then whether to go on where the network is large, and gives nothing once it may not", async () => {
  const rows = Array.from({ length: 50 }, (_, row) => row);
  const model = modelOf({ values: { a: rows, b: rows, y: rows } });
  const dataset = await loadDataset(model, noFile, { memoryLimit });
  const sizes: number[] = [];
  const trainer = {
    parameters: 5e7,
    predict(samples: Uint32Array) {
      sizes.push(samples.length);
      return new Float64Array(samples.length);
    },
    predictInputs: (vectors: Float64Array) => new Float64Array(vectors.length / 2),
  } as unknown as Trainer;
  const view = new PredictionView(dataset, model);
  expect(await view.take(trainer, 1, async () => sizes.length < 3)).toBeUndefined();
  expect(sizes).toEqual([10, 10, 10]);
  const whole = await view.take(trainer, 1, async () => true);
  expect(whole?.predicted?.outputs[0]?.length).toBe(50);
  expect(whole?.predicted?.grid?.[0]?.length).toBe(72 * 48);
  expect(whole?.base).toBeDefined();
});
