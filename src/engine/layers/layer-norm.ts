import type { LayerOf } from "../../model/model.ts";
import { identity } from "../activations/identity.ts";
import { opLayerNorm, opLayerNormGradient, opLayerNormWeightGradient } from "../kernels/layout.ts";
import type { LayerSteps } from "./layer.ts";
import { vector } from "./normalization.ts";
import { throughActivation } from "./through-activation.ts";

/** Values handled in one unit of work by the kernels that go row by row. */
const unitValues = 1 << 16;

/** gamma · (x − mean) / √(variance + 1e-5) + beta over each row's values. */
export const layerNorm: LayerSteps<LayerOf<"layerNorm">> = {
  parameters: (_, inputs) => [vector("gamma", inputs, 1), vector("beta", inputs, 0)],

  build(_, { input, rows, batchRows, address, gradient, values, errors, numbers }) {
    const { width } = input;
    const output = values(width);
    const error = errors(width);
    const statistics = numbers(2 * rows);
    const byRows = { shares: "every", unitRows: Math.max(1, Math.floor(unitValues / width)) } as const;
    return {
      output,
      error,
      activation: identity,
      kept: output.address,

      forward(program) {
        program.add(
          opLayerNorm,
          8 * Math.min(rows * width, unitValues),
          input.address,
          input.panel,
          output.address,
          output.panel,
          width,
          address("gamma"),
          address("beta"),
          statistics,
        );
        program.share(byRows);
      },

      backward(program, previous) {
        program.add(
          opLayerNormWeightGradient,
          batchRows * 64,
          error.address,
          error.panel,
          input.address,
          input.panel,
          width,
          gradient("gamma"),
          gradient("beta"),
          statistics,
        );
        program.share({ shares: "every", steps: output.panels });
        if (!previous) return;
        program.add(
          opLayerNormGradient,
          10 * Math.min(batchRows * width, unitValues),
          error.address,
          error.panel,
          previous.error.address,
          previous.error.panel,
          width,
          input.address,
          input.panel,
          address("gamma"),
          statistics,
        );
        program.share(byRows);
        throughActivation(program, previous, batchRows);
      },
    };
  },
};
