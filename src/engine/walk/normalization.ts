import type { Layer, LayerOf } from "../../model/model.ts";
import type { Equation } from "../../protocol/walk.ts";
import { equation } from "./equation.ts";
import type { LayerBack, LayerWalk, WalkParameter } from "./layer.ts";

const epsilon = 1e-5;

const at = (values: ArrayLike<number>, index: number): number => values[index] as number;

/** What both normalizations have in common: y = γ·x̂ + β. */
function scaleAndShift(normal: Float64Array, gamma: ArrayLike<number>, beta: ArrayLike<number>) {
  const units = normal.length;
  const output = normal.map((each, unit) => at(gamma, unit) * each + at(beta, unit));
  const forward = (unit: number): Equation =>
    equation(
      "y",
      "γ·x̂ + β",
      { γ: at(gamma, unit), x̂: at(normal, unit), β: at(beta, unit) },
      at(output, unit),
    );
  const parameters = (delta: Float64Array): WalkParameter[] => [
    {
      name: "gamma",
      units,
      gradient: (_, unit) => at(delta, unit) * at(normal, unit),
      gradientEquation: (_, unit) =>
        equation(
          "g = ∂L/∂γ",
          "δ·x̂",
          { δ: at(delta, unit), x̂: at(normal, unit) },
          at(delta, unit) * at(normal, unit),
        ),
    },
    {
      name: "beta",
      units,
      gradient: (_, unit) => at(delta, unit),
      gradientEquation: (_, unit) => equation("g = ∂L/∂β", "δ", { δ: at(delta, unit) }, at(delta, unit)),
    },
  ];
  return { output, forward, parameters };
}

/** One row has no deviation over its batch: it is normalized with the running statistics, as the engine does. */
export const walkBatchNorm: LayerWalk<LayerOf<"batchNorm">> = (_layer: Layer, { input, weights }) => {
  const [gamma, beta] = [weights("gamma"), weights("beta")];
  const [mean, variance] = [weights("runningMean"), weights("runningVariance")];
  const deviation = Float64Array.from(input, (_, unit) => Math.sqrt(at(variance, unit) + epsilon));
  const normal = input.map((each, unit) => (each - at(mean, unit)) / at(deviation, unit));
  const { output, forward, parameters } = scaleAndShift(normal, gamma, beta);
  return {
    output,
    forward: (unit) => [
      equation(
        "x̂",
        "(x − μ) / √(v + 10^(−5))",
        { x: at(input, unit), μ: at(mean, unit), v: at(variance, unit) },
        at(normal, unit),
      ),
      forward(unit),
    ],
    back(delta): LayerBack {
      const back = delta.map((each, unit) => (at(gamma, unit) * each) / at(deviation, unit));
      return {
        delta,
        input: back,
        inputEquation: (i) =>
          equation(
            "∂L/∂a",
            "γ·δ₊ / √(v + 10^(−5))",
            { γ: at(gamma, i), "δ₊": at(delta, i), v: at(variance, i) },
            at(back, i),
          ),
        backward: () => [],
        parameters: parameters(delta),
      };
    },
  };
};

/** Over the row's values. */
export const walkLayerNorm: LayerWalk<LayerOf<"layerNorm">> = (_layer: Layer, { input, weights }) => {
  const [gamma, beta] = [weights("gamma"), weights("beta")];
  const count = input.length;
  const mean = input.reduce((sum, each) => sum + each, 0) / count;
  const variance = input.reduce((sum, each) => sum + (each - mean) ** 2, 0) / count;
  const deviation = Math.sqrt(variance + epsilon);
  const normal = input.map((each) => (each - mean) / deviation);
  const { output, forward, parameters } = scaleAndShift(normal, gamma, beta);
  return {
    output,
    forward: (unit) => [
      { left: "μ", formula: "Σ x / n", values: [mean * count, " / ", count], result: mean },
      { left: "v", formula: "Σ (x − μ)² / n", values: [variance * count, " / ", count], result: variance },
      equation(
        "x̂",
        "(x − μ) / √(v + 10^(−5))",
        { x: at(input, unit), μ: mean, v: variance },
        at(normal, unit),
      ),
      forward(unit),
    ],
    back(delta): LayerBack {
      const errors = delta.map((each, unit) => at(gamma, unit) * each);
      const shift = errors.reduce((sum, each) => sum + each, 0) / count;
      const scale = errors.reduce((sum, each, unit) => sum + each * at(normal, unit), 0) / count;
      const back = errors.map((each, unit) => (each - shift - at(normal, unit) * scale) / deviation);
      return {
        delta,
        input: back,
        inputEquation: (i) =>
          equation(
            "∂L/∂a",
            "(γ·δ₊ − m − x̂·k) / √(v + 10^(−5))",
            { γ: at(gamma, i), "δ₊": at(delta, i), m: shift, x̂: at(normal, i), k: scale, v: variance },
            at(back, i),
          ),
        backward: () => [],
        parameters: parameters(delta),
      };
    },
  };
};
