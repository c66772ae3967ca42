import type { Initializer } from "../../model/model.ts";
import type { PlacedActivation } from "../activations/index.ts";
import type { Fans } from "../initializers/initializer.ts";
import type { Matrix, Program } from "../program.ts";

/** An array that a layer keeps: a kernel `[inputs, units]` or a vector `[units]`. */
export interface Parameter {
  readonly name: string;
  readonly shape: readonly [number, number] | readonly [number];
  readonly initializer: Initializer;
  readonly fans: Fans;
  /** Changed by the optimizer; else by the layer itself. */
  readonly trained: boolean;
}

/** What a layer is built with. */
export interface LayerContext {
  readonly index: number;
  readonly seed: number;
  readonly input: Matrix;
  /** Rows of the largest batch, and of the largest that trains. */
  readonly rows: number;
  readonly batchRows: number;
  /** Addresses of its parameters by name, and of their gradients. */
  readonly address: (name: string) => number;
  readonly gradient: (name: string) => number;
  /** Bytes that a parameter takes. */
  readonly bytes: (name: string) => number;
  /** Whether no layer before it has a penalty. */
  readonly firstPenalty: boolean;
  /** A new matrix `[rows, width]` of values, or `[batchRows, width]` of errors. */
  readonly values: (width: number) => Matrix;
  readonly errors: (width: number) => Matrix;
  /** Address of so many numbers of the run's precision, zero at first. */
  readonly numbers: (count: number) => number;
  /** Room for one transposed block of a kernel, shared by all layers. */
  readonly scratch: number;
  /** Address of a table of words that the kernels read. */
  readonly table: (words: readonly number[]) => number;
}

/** How a pass goes through a layer. */
export interface ForwardOptions {
  readonly training: boolean;
  /** The layer's own, or identity where the loss works on logits. */
  readonly activation: PlacedActivation;
}

/** A layer in its place in the plan. */
export interface BuiltLayer {
  readonly output: Matrix;
  /** The loss's derivative by the pre-activation. */
  readonly error: Matrix;
  readonly activation: PlacedActivation;
  /** Where what the activation's derivative is taken from stands, laid out as the output. */
  readonly kept: number;
  forward(program: Program, options: ForwardOptions): void;
  /** The gradients of its parameters, and the previous layer's error with its activation's derivative multiplied in. */
  backward(program: Program, previous: BuiltLayer | undefined): void;
}

/** What a type of layer adds to the plan. */
export interface LayerSteps<Layer> {
  /** Its arrays for input vectors of `inputs` values. */
  parameters(layer: Layer, inputs: number): readonly Parameter[];
  build(layer: Layer, context: LayerContext): BuiltLayer;
}
