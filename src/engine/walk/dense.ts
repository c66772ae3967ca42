import type { LayerOf } from "../../model/model.ts";
import { activate } from "./activated.ts";
import { equation, sumOfProducts } from "./equation.ts";
import type { LayerWalk, WalkParameter } from "./layer.ts";

/** a = f(x·kernel + bias). */
export const walkDense: LayerWalk<LayerOf<"dense">> = (layer, { input, weights }) => {
  const { units, l1, l2 } = layer;
  const kernel = weights("kernel");
  const bias = layer.bias ? weights("bias") : undefined;
  const inputs = input.length;
  const weight = (i: number, j: number): number => kernel[i * units + j] as number;
  const z = Float64Array.from({ length: units }, (_, j) => (bias ? (bias[j] as number) : 0));
  for (let i = 0; i < inputs; i++)
    for (let j = 0; j < units; j++) z[j] = (z[j] as number) + (input[i] as number) * weight(i, j);
  const activated = activate(layer.activation, z);
  return {
    output: activated.output,
    logits: z,
    forward: (unit) => [
      sumOfProducts(
        "z",
        bias ? "Σ w·x + b" : "Σ w·x",
        inputs,
        (i) => [weight(i, unit), input[i] as number],
        bias?.[unit],
      ),
      ...activated.forward(unit),
    ],
    back(error, fromLogits) {
      const delta = fromLogits ? error : activated.back(error);
      const back = new Float64Array(inputs);
      for (let i = 0; i < inputs; i++) {
        let sum = 0;
        for (let j = 0; j < units; j++) sum += weight(i, j) * (delta[j] as number);
        back[i] = sum;
      }
      const pull = (w: number) => l1 * Math.sign(w) + 2 * l2 * w;
      const gradient = (i: number, j: number) =>
        (delta[j] as number) * (input[i] as number) + pull(weight(i, j));
      const ofKernel: WalkParameter = {
        name: "kernel",
        inputs,
        units,
        gradient,
        gradientEquation: (i, j) =>
          equation(
            "g = ∂L/∂w",
            `δ·x${l1 > 0 ? " + λ₁·sign(w)" : ""}${l2 > 0 ? " + 2·λ₂·w" : ""}`,
            { δ: delta[j] as number, x: input[i] as number, "λ₁": l1, "λ₂": l2, w: weight(i, j) },
            gradient(i, j),
          ),
      };
      const ofBias: WalkParameter = {
        name: "bias",
        units,
        gradient: (_, j) => delta[j] as number,
        gradientEquation: (_, j) => equation("g = ∂L/∂b", "δ", { δ: delta[j] as number }, delta[j] as number),
      };
      return {
        delta,
        input: back,
        inputEquation: (i) =>
          sumOfProducts("∂L/∂a", "Σ w·δ₊", units, (j) => [weight(i, j), delta[j] as number]),
        backward: (unit) => (fromLogits ? [] : activated.backward(unit, error, delta)),
        parameters: bias ? [ofKernel, ofBias] : [ofKernel],
      };
    },
  };
};
