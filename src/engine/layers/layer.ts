import type { ActivationSteps } from "../activations/index.ts";
import type { Matrix, Program } from "../program.ts";

/** A layer's places in memory. `error` is the loss's derivative by the pre-activation. */
export interface LayerPlaces {
  readonly input: Matrix;
  readonly output: Matrix;
  readonly error: Matrix;
  /** Rows of the largest batch. */
  readonly rows: number;
  readonly kernel: number;
  readonly bias: number;
  readonly kernelGradient: number;
  /** 0 where the layer has no bias. */
  readonly biasGradient: number;
  /** The pre-activation, where the derivative needs it; else 0. */
  readonly before: number;
  readonly scratch: number;
}

/** What stands before a layer, to which it hands its error back. */
export interface Previous {
  readonly error: Matrix;
  readonly activation: ActivationSteps;
  /** What the activation's derivative is taken from. */
  readonly kept: number;
}

/** The steps that a layer adds to the plan. */
export interface LayerSteps {
  forward(program: Program, places: LayerPlaces, activation: ActivationSteps): void;
  /** The gradients of its weights, and the previous layer's error with its activation's derivative multiplied in. */
  backward(program: Program, places: LayerPlaces, previous: Previous | undefined): void;
}
