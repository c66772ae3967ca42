import type { Equation } from "../../protocol/walk.ts";

/** What a layer's walk is made from. */
export interface LayerContext {
  /** Index in the network, from 0. */
  readonly index: number;
  readonly input: Float64Array;
  /** A parameter's numbers, row-major, by its name in the layer. */
  readonly weights: (name: string) => ArrayLike<number>;
  readonly seed: number;
  /** Updates made before. */
  readonly step: number;
}

/** A trained array of a layer: a kernel `[inputs, units]`, or a vector `[units]` where `inputs` is absent. */
export interface WalkParameter {
  readonly name: string;
  readonly inputs?: number;
  readonly units: number;
  /** The loss's derivative, penalties included. */
  gradient(input: number, unit: number): number;
  gradientEquation(input: number, unit: number): Equation;
}

/** The way back through a layer. */
export interface LayerBack {
  /** ∂L by the pre-activations, or by the outputs where there are none. */
  readonly delta: Float64Array;
  /** ∂L/∂x. */
  readonly input: Float64Array;
  /** How the derivative by one of its inputs came from what it handed back. */
  inputEquation(input: number): Equation;
  /** How a unit's δ came from the derivative by its output. */
  backward(unit: number): readonly Equation[];
  readonly parameters: readonly WalkParameter[];
}

/** One sample's way forward through a layer. */
export interface LayerPass {
  readonly output: Float64Array;
  /** The pre-activations, where the layer has an activation. */
  readonly logits?: Float64Array;
  forward(unit: number): readonly Equation[];
  /** Back from ∂L/∂output; or, where the loss was taken from the logits, from ∂L/∂logits. */
  back(error: Float64Array, fromLogits: boolean): LayerBack;
}

export type LayerWalk<Layer> = (layer: Layer, context: LayerContext) => LayerPass;
