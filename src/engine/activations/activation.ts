import type { Matrix, Program } from "../program.ts";

/** The steps that an activation adds to the plan. */
export interface ActivationSteps {
  /** Its number in the kernels of a layer, which apply it and its derivative as they go. */
  readonly kernel: number;
  /** What that kernel takes besides x. */
  readonly parameter: number;
  /** Its derivative is taken from the pre-activation, which is kept then, instead of from the output. */
  readonly fromInput: boolean;
  /** Steps of its own, where a layer's kernels cannot apply it as they go: in place, and error by output → error by input. */
  readonly own?: {
    /** Keeps the pre-activation at `before`, laid out as the values, where the derivative is taken from it. */
    forward(program: Program, values: Matrix, before: number): void;
    backward(program: Program, values: Matrix, error: Matrix, kept: number): void;
  };
}

/** An activation that the kernels of a layer apply as they go. */
export const plain = (
  kernel: number,
  { fromInput = false, parameter = 0 }: Partial<Pick<ActivationSteps, "fromInput" | "parameter">> = {},
): ActivationSteps => ({ kernel, fromInput, parameter });
