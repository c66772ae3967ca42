import type { LayerOf } from "../../model/model.ts";
import { identity } from "../activations/identity.ts";
import { opBatchNorm, opBatchNormGradient, panelBytes } from "../kernels/layout.ts";
import type { LayerSteps } from "./layer.ts";
import { vector } from "./normalization.ts";
import { throughActivation } from "./through-activation.ts";

/** gamma · (x − mean) / √(variance + 1e-5) + beta over the batch's rows; running statistics at evaluation. */
export const batchNorm: LayerSteps<LayerOf<"batchNorm">> = {
  parameters: (_, inputs) => [
    vector("gamma", inputs, 1),
    vector("beta", inputs, 0),
    vector("runningMean", inputs, 0, false),
    vector("runningVariance", inputs, 1, false),
  ],

  build(_, { input, rows, batchRows, address, gradient, values, errors, numbers }) {
    const { width } = input;
    const output = values(width);
    const error = errors(width);
    const mean = numbers(width + panelBytes);
    const inverseDeviation = numbers(width + panelBytes);
    return {
      output,
      error,
      activation: identity,
      kept: output.address,

      forward(program, { training }) {
        program.add(
          opBatchNorm,
          rows * 64,
          input.address,
          input.panel,
          output.address,
          output.panel,
          width,
          address("gamma"),
          address("beta"),
          address("runningMean"),
          address("runningVariance"),
          mean,
          inverseDeviation,
          training ? 1 : 0,
        );
        program.share({ shares: "every", steps: output.panels });
      },

      backward(program, previous) {
        program.add(
          opBatchNormGradient,
          batchRows * 96,
          error.address,
          error.panel,
          previous?.error.address ?? 0,
          previous?.error.panel ?? 0,
          width,
          input.address,
          input.panel,
          address("gamma"),
          gradient("gamma"),
          gradient("beta"),
          mean,
          inverseDeviation,
        );
        program.share({ shares: "every", steps: output.panels });
        if (previous) throughActivation(program, previous, batchRows);
      },
    };
  },
};
