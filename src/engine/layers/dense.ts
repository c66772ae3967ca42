import type { LayerOf } from "../../model/model.ts";
import { activationSteps, placeActivation } from "../activations/index.ts";
import {
  activationIdentity,
  depthBlock,
  gradientRows,
  inputBlock,
  opDense,
  opDenseInputGradient,
  opDenseWeightGradient,
  opPenalty,
  panelBytes,
  rowBlock,
} from "../kernels/layout.ts";
import { float64Words, type Program } from "../program.ts";
import type { LayerContext, LayerSteps } from "./layer.ts";

const panel = 8;

/** activation(x · kernel + bias), x `[rows, inputs]`, kernel `[inputs, units]`. */
export const dense: LayerSteps<LayerOf<"dense">> = {
  parameters({ units, bias, initializer, biasInitializer }, inputs) {
    const fans = { in: inputs, out: units };
    const kernel = { name: "kernel", shape: [inputs, units] as const, initializer, fans, trained: true };
    if (!bias) return [kernel];
    return [kernel, { name: "bias", shape: [units], initializer: biasInitializer, fans, trained: true }];
  },

  build(layer, context) {
    const { input, rows, batchRows, address, gradient, values, errors, numbers, scratch } = context;
    const { units } = layer;
    const activation = placeActivation(activationSteps(layer.activation), context);
    const output = values(units);
    const error = errors(units);
    const before = activation.fromInput ? values(units).address : 0;
    const kernel = address("kernel");
    const bias = layer.bias ? address("bias") : numbers(units + panelBytes);
    const biasGradient = layer.bias ? gradient("bias") : 0;
    return {
      output,
      error,
      activation,
      kept: before || output.address,

      forward(program, { activation }) {
        program.add(
          opDense,
          2 * Math.min(rows, rowBlock) * Math.min(input.width, depthBlock) * panel,
          input.address,
          input.panel,
          kernel,
          bias,
          output.address,
          output.panel,
          input.width,
          units,
          activation.kernel,
          activation.own ? 0 : before,
        );
        program.setParameter(activation.parameter);
        program.share({
          shares: output.panels,
          steps: Math.ceil(input.width / depthBlock),
          unitRows: rowBlock,
        });
        activation.own?.forward(program, output, before);
      },

      backward(program, previous) {
        if (previous) {
          const { own, kernel: through } = previous.activation;
          program.add(
            opDenseInputGradient,
            2 * Math.min(batchRows, rowBlock) * Math.min(units, depthBlock) * panel,
            error.address,
            error.panel,
            kernel,
            previous.error.address,
            previous.error.panel,
            input.width,
            units,
            own ? activationIdentity : through,
            previous.kept,
            scratch,
            input.panel,
          );
          program.setParameter(previous.activation.parameter);
          program.share({
            shares: input.panels,
            steps: Math.ceil(units / depthBlock),
            unitRows: rowBlock,
          });
          own?.backward(program, previous.output, previous.error, previous.kept);
        }
        program.add(
          opDenseWeightGradient,
          2 * Math.min(batchRows, gradientRows) * Math.min(input.width, inputBlock * panel) * panel,
          input.address,
          input.panel,
          error.address,
          error.panel,
          gradient("kernel"),
          biasGradient,
          input.width,
          units,
        );
        const parts = Math.ceil(input.panels / inputBlock);
        program.share({ shares: parts * output.panels, unitRows: gradientRows });
        if (layer.l1 > 0 || layer.l2 > 0) penalize(program, layer, context);
      },
    };
  },
};

function penalize(
  program: Program,
  { l1, l2 }: LayerOf<"dense">,
  { address, gradient, bytes, firstPenalty }: LayerContext,
): void {
  program.add(
    opPenalty,
    Math.min(bytes("kernel"), 1 << 17),
    address("kernel"),
    gradient("kernel"),
    bytes("kernel"),
    ...float64Words(l1),
    ...float64Words(l2),
    firstPenalty ? 1 : 0,
  );
}
