import type { LayerOf } from "../../model/model.ts";
import { activationSteps, placeActivation } from "../activations/index.ts";
import { opActivate } from "../kernels/layout.ts";
import type { LayerSteps } from "./layer.ts";
import { backThrough } from "./through-activation.ts";

/** A function applied to each value; its input is the pre-activation. */
export const activation: LayerSteps<LayerOf<"activation">> = {
  parameters: () => [],

  build(layer, context) {
    const { input, rows, batchRows, values, errors } = context;
    const activation = placeActivation(activationSteps(layer.activation), context);
    const output = values(input.width);
    const error = errors(input.width);
    const before = activation.own && activation.fromInput ? values(input.width).address : 0;
    return {
      output,
      error,
      activation,
      kept: before || (activation.fromInput ? input.address : output.address),

      forward(program, { activation }) {
        program.add(
          opActivate,
          rows * 64,
          input.address,
          input.panel,
          output.address,
          output.panel,
          input.width,
          activation.kernel,
        );
        program.setParameter(activation.parameter);
        program.share({ shares: "every", steps: output.panels });
        activation.own?.forward(program, output, before);
      },

      backward(program, previous) {
        if (previous) backThrough(program, error, previous, batchRows);
      },
    };
  },
};
