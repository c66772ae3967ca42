import { activationIdentity, opSoftmax, opSoftmaxGradient } from "../kernels/layout.ts";
import type { ActivationSteps } from "./activation.ts";

/** e^xᵢ / Σ e^x over a row; its Jacobian is diag(a) − a·aᵀ. */
export const softmax: ActivationSteps = {
  kernel: activationIdentity,
  parameter: 0,
  fromInput: false,
  own: () => ({
    forward: (program, values) => program.add(opSoftmax, 1 << 19, values.address, values.panel, values.width),
    backward: (program, values, error) =>
      program.add(
        opSoftmaxGradient,
        1 << 18,
        values.address,
        values.panel,
        error.address,
        error.panel,
        values.width,
      ),
  }),
};
