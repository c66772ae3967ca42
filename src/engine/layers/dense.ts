import {
  activationIdentity,
  opDense,
  opDenseInputGradient,
  opDenseWeightGradient,
} from "../kernels/layout.ts";
import type { LayerSteps } from "./layer.ts";

// The sizes of one unit of work in kernels/dense.ts.
const rowBlock = 240;
const depthBlock = 256;
const panel = 8;

/** activation(x · kernel + bias), x `[rows, inputs]`, kernel `[inputs, units]`. */
export const dense: LayerSteps = {
  forward(program, { input, output, kernel, bias, before, rows }, activation) {
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
      output.width,
      activation.kernel,
      before,
    );
    activation.own?.forward(program, output);
  },

  backward(program, { input, output, error, kernel, kernelGradient, biasGradient, rows, scratch }, previous) {
    if (previous) {
      const { activation } = previous;
      program.add(
        opDenseInputGradient,
        2 * Math.min(rows, rowBlock) * Math.min(output.width, depthBlock) * panel,
        error.address,
        error.panel,
        kernel,
        previous.error.address,
        previous.error.panel,
        input.width,
        output.width,
        activation.own ? activationIdentity : activation.kernel,
        previous.kept,
        scratch,
        // The pre-activation, where kept, stands in a matrix like the output's.
        input.panel,
      );
      activation.own?.backward(program, input, previous.error);
    }
    program.add(
      opDenseWeightGradient,
      2 * Math.min(rows, depthBlock) * Math.min(input.width, 64 * panel) * panel,
      input.address,
      input.panel,
      error.address,
      error.panel,
      kernelGradient,
      biasGradient,
      input.width,
      output.width,
    );
  },
};
