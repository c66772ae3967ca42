import { describe, expect, test } from "vitest";
import { Trainer } from "../../src/engine/trainer.ts";
import workloads from "../fixtures/tutorial.json" with { type: "json" };
import { close } from "./close.ts";
import { dataset } from "./dataset.ts";
import { modelFile } from "./model.ts";

describe("the same numbers as a class-style NumPy program", () => {
  for (const { name, layers, epochs, learningRate, clip, inputs, targets, first, ...expected } of workloads) {
    const training = {
      optimizer: { type: "sgd", learningRate },
      epochs,
      batchSize: 1,
      shuffle: false,
      clip: { value: clip },
    };
    for (const precision of ["float64", "float32"]) {
      test(`${name}, ${precision}`, async () => {
        const model = modelFile({ layers, loss: "mse" }, { ...training, precision });
        const trainer = await Trainer.create({ model, dataset: dataset(inputs, targets), memoryLimit: 1e8 });
        trainer.restore(
          trainer
            .weights()
            .map((tensor, at) => ({ ...tensor, data: Float64Array.from(first[at] as number[]) })),
        );
        const figures = trainer.run(Number.POSITIVE_INFINITY, epochs).epochs;
        const tolerance = precision === "float64" ? 1e-9 : 2e-2;
        for (const [epoch, loss] of Object.entries(expected.losses))
          close([figures[Number(epoch) - 1]?.loss as number], [loss], tolerance);
        close([trainer.evaluate("train").loss], [expected.finalLoss], tolerance);
        expect(trainer.position).toEqual({ epoch: epochs, batch: 0, step: epochs * inputs.length });
        for (const [at, { data }] of trainer.weights().entries())
          close(data, expected.last[at] as number[], tolerance);
      });
    }
  }
});
