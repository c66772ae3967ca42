import { expect } from "vitest";
import { type Tensor, Trainer } from "../../src/engine/trainer.ts";
import { dataset } from "./dataset.ts";
import { modelFile } from "./model.ts";

export interface Network {
  readonly layers: readonly object[];
  readonly loss: string;
  readonly inputs: number[][];
  readonly targets: number[][];
  readonly batchSize: number;
  /** Numbers from -1 to 1 that the first weights are taken from. */
  readonly draws: readonly number[];
}

/**
 * The largest difference between the gradient of one step on the first batch, read off sgd's update, and that of
 * central differences of the same batch's loss in training mode, relative to the gradient's size.
 */
export async function gradientDifference(network: Network): Promise<number> {
  const { layers, loss, inputs, targets, batchSize, draws } = network;
  const training = {
    optimizer: { type: "sgd", learningRate: 1 },
    batchSize,
    shuffle: false,
    precision: "float64",
  };
  // Rows of validation make the buffers longer than a batch.
  const data = dataset(inputs, targets, { validation: inputs.length - batchSize });
  const model = modelFile({ layers, loss }, training);
  const trainer = await Trainer.create({ model, dataset: data, memoryLimit: 1e8 });
  const isTrained = ({ name }: Tensor): boolean => !name.includes("running");
  const first = trainer.weights().map((tensor, index) => {
    const draw = (_: number, at: number) => 0.6 * (draws[(31 * index + at + 100) % draws.length] as number);
    return isTrained(tensor) ? { ...tensor, data: Float64Array.from(tensor.data, draw) } : tensor;
  });
  const train = (tensors: Tensor[]): number => {
    trainer.restore(tensors);
    const { epochs, nonFinite } = trainer.run(Number.POSITIVE_INFINITY, 1);
    expect(nonFinite).toBeUndefined();
    const [figures] = epochs;
    return (figures?.loss ?? Number.NaN) + (figures?.penalty ?? 0);
  };
  train(first);
  const after = trainer.weights();
  let largest = 1e-3;
  let worst = 0;
  for (const [index, tensor] of first.entries()) {
    if (!isTrained(tensor)) continue;
    for (let weight = 0; weight < tensor.data.length; weight++) {
      const value = tensor.data[weight] as number;
      const gradient = value - (after[index]?.data[weight] as number);
      const shifted = (shift: number): number => {
        const data = tensor.data.slice();
        data[weight] = value + shift;
        return train(first.map((other, place) => (place === index ? { ...tensor, data } : other)));
      };
      // Fourth order: the error of the difference stays below that of the sums.
      const step = 2e-4;
      const numeric =
        (8 * (shifted(step) - shifted(-step)) - (shifted(2 * step) - shifted(-2 * step))) / (12 * step);
      largest = Math.max(largest, Math.abs(numeric));
      worst = Math.max(worst, Math.abs(gradient - numeric));
    }
  }
  return worst / largest;
}
