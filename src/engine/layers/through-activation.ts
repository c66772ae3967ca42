import { activationIdentity, opActivate, opDerivative } from "../kernels/layout.ts";
import type { Matrix, Program } from "../program.ts";
import type { BuiltLayer } from "./layer.ts";

/** Turns a layer's error by its output into the error by its pre-activation, in place. */
export function throughActivation(
  program: Program,
  { activation, error, output, kept }: BuiltLayer,
  batchRows: number,
): void {
  if (activation.own) activation.own.backward(program, output, error, kept);
  else if (activation.kernel !== activationIdentity) {
    program.add(
      opDerivative,
      batchRows * 32,
      error.address,
      error.panel,
      kept,
      output.panel,
      output.width,
      activation.kernel,
    );
    program.setParameter(activation.parameter);
    program.share({ shares: "every", steps: output.panels });
  }
}

/** Hands an error on as it is, by the previous layer's output, and takes it through that layer's activation. */
export function backThrough(program: Program, error: Matrix, previous: BuiltLayer, batchRows: number): void {
  const { address, panel, width } = previous.error;
  program.add(
    opActivate,
    batchRows * 16,
    error.address,
    error.panel,
    address,
    panel,
    width,
    activationIdentity,
  );
  program.share({ shares: "every", steps: previous.error.panels });
  throughActivation(program, previous, batchRows);
}
