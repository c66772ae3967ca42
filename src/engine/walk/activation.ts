import type { LayerOf } from "../../model/model.ts";
import { activate } from "./activated.ts";
import { equation } from "./equation.ts";
import type { LayerWalk } from "./layer.ts";

/** a = f(x), x being the pre-activation. */
export const walkActivation: LayerWalk<LayerOf<"activation">> = ({ activation }, { input }) => {
  const activated = activate(activation, input);
  return {
    output: activated.output,
    logits: input,
    forward: (unit) => [
      equation("z", "x", { x: input[unit] as number }, input[unit] as number),
      ...activated.forward(unit),
    ],
    back(error, fromLogits) {
      const delta = fromLogits ? error : activated.back(error);
      return {
        delta,
        input: delta,
        inputEquation: (i) => equation("∂L/∂a", "δ₊", { "δ₊": delta[i] as number }, delta[i] as number),
        backward: (unit) => (fromLogits ? [] : activated.backward(unit, error, delta)),
        parameters: [],
      };
    },
  };
};
