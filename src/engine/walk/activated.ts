import type { Activation } from "../../model/model.ts";
import type { Equation } from "../../protocol/walk.ts";
import { curveOf, softmax } from "./activations.ts";
import { equation, sumOfProducts } from "./equation.ts";

/** An activation applied to the pre-activations z of one sample, and the way back through it. */
export interface Activated {
  readonly output: Float64Array;
  forward(unit: number): readonly Equation[];
  /** From ∂L/∂a to δ = ∂L/∂z. */
  back(error: Float64Array): Float64Array;
  /** How a unit's δ came from its error. */
  backward(unit: number, error: Float64Array, delta: Float64Array): readonly Equation[];
}

export function activate(activation: Activation, z: Float64Array): Activated {
  const curve = curveOf(activation);
  if (!curve) return activateRow(z);
  const { value, slope, formula, slopeFormula, constants } = curve;
  const output = z.map(value);
  const slopes = z.map((each, unit) => slope(each, at(output, unit)));
  const letters = (unit: number) => ({ ...constants, z: at(z, unit), a: at(output, unit) });
  return {
    output,
    forward: (unit) =>
      activation.type === "identity" ? [] : [equation("a", formula, letters(unit), at(output, unit))],
    back: (error) => error.map((each, unit) => each * at(slopes, unit)),
    backward(unit, error, delta) {
      const factors = { "∂L/∂a": at(error, unit), "f′": at(slopes, unit) };
      return [
        equation("f′", slopeFormula, letters(unit), at(slopes, unit)),
        equation("δ", "∂L/∂a·f′", factors, at(delta, unit)),
      ];
    },
  };
}

/** Softmax, whose outputs each depend on all of a row. */
function activateRow(z: Float64Array): Activated {
  const output = softmax(z);
  const total = z.reduce((sum, each) => sum + Math.exp(each), 0);
  const weighted = (error: Float64Array) =>
    error.reduce((sum, each, unit) => sum + each * at(output, unit), 0);
  return {
    output,
    forward: (unit) => [
      {
        left: "a",
        formula: "e^z / Σ e^z",
        values: ["e^", at(z, unit), " / ", total],
        result: at(output, unit),
      },
    ],
    back(error) {
      const mean = weighted(error);
      return error.map((each, unit) => at(output, unit) * (each - mean));
    },
    backward(unit, error, delta) {
      const factors = { a: at(output, unit), "∂L/∂a": at(error, unit), s: weighted(error) };
      return [
        sumOfProducts("s", "Σ a·∂L/∂a", output.length, (each) => [at(output, each), at(error, each)]),
        equation("δ", "a·(∂L/∂a − s)", factors, at(delta, unit)),
      ];
    },
  };
}

const at = (values: Float64Array, index: number): number => values[index] as number;
