import type { Matrix, Program } from "../program.ts";

/** An activation that the kernels of a layer apply as they go. */
export interface PlainActivation {
  /** Its number in those kernels. */
  readonly kernel: number;
  /** What they take besides x. */
  readonly parameter: number;
  /** Its derivative is taken from the pre-activation, which is kept then, instead of from the output. */
  readonly fromInput: boolean;
}

/** Steps that a layer's kernels cannot apply as they go: in place, and error by output → error by input. */
export interface OwnSteps {
  /** Keeps the pre-activation at `before`, laid out as the values, where the derivative is taken from it. */
  forward(program: Program, values: Matrix, before: number): void;
  backward(program: Program, values: Matrix, error: Matrix, kept: number): void;
}

/** Where such steps get memory. */
export interface ActivationPlace {
  /** Address of so many numbers of the run's precision. */
  readonly numbers: (count: number) => number;
  /** Address of a table of words that the kernels read. */
  readonly table: (words: readonly number[]) => number;
}

/** The steps that an activation adds to the plan. */
export interface ActivationSteps extends PlainActivation {
  readonly own?: (place: ActivationPlace) => OwnSteps;
}

/** The same in its place in memory. */
export interface PlacedActivation extends PlainActivation {
  readonly own?: OwnSteps;
}

export function placeActivation(
  { own, ...plain }: ActivationSteps,
  place: ActivationPlace,
): PlacedActivation {
  return own ? { ...plain, own: own(place) } : plain;
}

export const plain = (
  kernel: number,
  { fromInput = false, parameter = 0 }: Partial<Pick<PlainActivation, "fromInput" | "parameter">> = {},
): PlainActivation => ({ kernel, fromInput, parameter });
