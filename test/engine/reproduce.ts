import { expect } from "vitest";
import { Trainer } from "../../src/engine/trainer.ts";
import { close } from "./close.ts";
import { dataset } from "./dataset.ts";
import { modelFile } from "./model.ts";

/** What a reference program trained, and what came out. */
export interface ReferenceCase {
  readonly network: object;
  readonly training: { readonly epochs: number };
  /** Rows at the end that are the validation split. */
  readonly validation: number;
  readonly inputs: number[][];
  /** What each row counts in the loss; without them all alike. */
  readonly weights?: number[];
  readonly targets: number[][];
  /** All that the layers hold, in the order of `Trainer.weights`, before and after. */
  readonly first: number[][];
  readonly last: number[][];
  readonly losses: number[];
  readonly penalties?: number[] | null;
  /** Of each epoch's first batch. */
  readonly learningRates?: number[];
  /** Null where there is no validation split. */
  readonly validationLoss: number | null;
  readonly outputs: number[];
}

/** Trains as the reference did, from its first weights, and expects its numbers to 1e-10. */
export async function reproduce(reference: ReferenceCase): Promise<void> {
  const { network, training, inputs, targets, validation, weights, first, ...expected } = reference;
  const model = modelFile(network, training);
  const data = dataset(inputs, targets, { validation, ...(weights && { weights }) });
  const trainer = await Trainer.create({ model, dataset: data, memoryLimit: 1e8 });
  const tensors = trainer.weights();
  expect(tensors.length).toBe(first.length);
  trainer.restore(tensors.map((tensor, at) => ({ ...tensor, data: Float64Array.from(first[at] ?? []) })));
  const { epochs } = trainer.run(Number.POSITIVE_INFINITY, training.epochs);
  const losses = epochs.map(({ loss }) => loss);
  close(losses, expected.losses, 1e-10);
  if (expected.learningRates)
    close(
      epochs.map(({ learningRate }) => learningRate),
      expected.learningRates,
      1e-10,
    );
  const { validationLoss } = epochs.at(-1) ?? {};
  if (expected.validationLoss === null) expect(validationLoss).toBeUndefined();
  else close([validationLoss as number], [expected.validationLoss], 1e-10);
  const penalties = epochs.map(({ penalty }) => penalty);
  if (expected.penalties) close(penalties as number[], expected.penalties, 1e-10);
  else expect(new Set(penalties)).toEqual(new Set([undefined]));
  close(trainer.predict(data.split.validation), expected.outputs, 1e-10);
  for (const [at, { data }] of trainer.weights().entries()) close(data, expected.last[at] ?? [], 1e-10);
}
