import { describe, test } from "vitest";
import { Trainer } from "../../src/engine/trainer.ts";
import cases from "../fixtures/engine.json" with { type: "json" };
import { close } from "./close.ts";
import { dataset } from "./dataset.ts";
import { modelFile } from "./model.ts";

describe("the same numbers as PyTorch, float64", () => {
  for (const { name, network, training, inputs, targets, validation, first, ...expected } of cases) {
    test(name, async () => {
      const model = modelFile(network, training);
      const data = dataset(inputs, targets, { validation });
      const trainer = await Trainer.create({ model, dataset: data, memoryLimit: 1e8 });
      trainer.restore(
        trainer
          .weights()
          .map((tensor, at) => ({ ...tensor, data: Float64Array.from(first[at] as number[]) })),
      );
      const { epochs } = trainer.run(Number.POSITIVE_INFINITY, training.epochs);
      close(
        epochs.map(({ loss }) => loss),
        expected.losses,
        1e-10,
      );
      close([epochs.at(-1)?.validationLoss as number], [expected.validationLoss], 1e-10);
      close(trainer.predict(data.split.validation), expected.outputs, 1e-10);
      for (const [at, { data }] of trainer.weights().entries())
        close(data, expected.last[at] as number[], 1e-10);
    });
  }
});
