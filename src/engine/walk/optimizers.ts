import type { Optimizer, OptimizerName, OptimizerOf } from "../../model/model.ts";
import type { Equation } from "../../protocol/walk.ts";
import { positive } from "../optimizers/optimizer.ts";
import { equation } from "./equation.ts";

/** One weight before its update: its clipped gradient, and what the optimizer keeps for it, 0 before the first update. */
export interface WeightMoment {
  readonly weight: number;
  readonly gradient: number;
  readonly state: (name: string) => number;
  /** Updates made before this one. */
  readonly step: number;
  readonly learningRate: number;
  /** Of nadam: the product of the momenta of the updates before. */
  readonly momentumProduct: number;
}

/** The equations of one weight's update; the last gives the new weight. */
type Steps<Parameters> = (optimizer: Parameters, moment: WeightMoment) => readonly Equation[];

/** The gradient with the weight decay, where there is one. */
function decayed(
  { weightDecay }: { readonly weightDecay: number },
  { weight, gradient }: WeightMoment,
): { readonly g: number; readonly before: readonly Equation[] } {
  if (weightDecay === 0) return { g: gradient, before: [] };
  const g = gradient + weightDecay * weight;
  return { g, before: [equation("g", "g + λ·w", { g: gradient, λ: weightDecay, w: weight }, g)] };
}

const sgd: Steps<OptimizerOf<"sgd">> = (optimizer, moment) => {
  const { momentum: μ, dampening: τ, nesterov } = optimizer;
  const { weight: w, learningRate: η, step } = moment;
  const { g, before } = decayed(optimizer, moment);
  if (μ === 0) return [...before, equation("w′", "w − η·g", { w, η, g }, w - η * g)];
  const v = moment.state("momentum");
  const next = step === 0 ? g : μ * v + (1 - τ) * g;
  const moves = nesterov ? g + μ * next : next;
  return [
    ...before,
    step === 0 ? equation("v′", "g", { g }, next) : equation("v′", "μ·v + (1 − τ)·g", { μ, v, τ, g }, next),
    ...(nesterov ? [equation("d", "g + μ·v′", { g, μ, "v′": next }, moves)] : []),
    nesterov
      ? equation("w′", "w − η·d", { w, η, d: moves }, w - η * moves)
      : equation("w′", "w − η·v′", { w, η, "v′": moves }, w - η * moves),
  ];
};

const rmsprop: Steps<OptimizerOf<"rmsprop">> = (optimizer, moment) => {
  const { alpha: α, centered, momentum: μ } = optimizer;
  const ε = positive(optimizer.epsilon);
  const { weight: w, learningRate: η } = moment;
  const { g, before } = decayed(optimizer, moment);
  const s = moment.state("meanSquare");
  const square = α * s + (1 - α) * g * g;
  const steps = [...before, equation("s′", "α·s + (1 − α)·g²", { α, s, g }, square)];
  let variance = square;
  if (centered) {
    const m = moment.state("mean");
    const mean = m + (1 - α) * (g - m);
    variance = Math.max(square - mean * mean, 0);
    steps.push(
      equation("m′", "m + (1 − α)·(g − m)", { α, m, g }, mean),
      equation("q", "max(s′ − m′², 0)", { "s′": square, "m′": mean }, variance),
    );
  }
  const root = centered ? "q" : "s′";
  const change = g / (Math.sqrt(variance) + ε);
  steps.push(equation("d", `g / (√(${root}) + ε)`, { g, [root]: variance, ε }, change));
  if (μ === 0) return [...steps, equation("w′", "w − η·d", { w, η, d: change }, w - η * change)];
  const v = moment.state("momentum");
  const velocity = μ * v + change;
  return [
    ...steps,
    equation("v′", "μ·v + d", { μ, v, d: change }, velocity),
    equation("w′", "w − η·v′", { w, η, "v′": velocity }, w - η * velocity),
  ];
};

const adagrad: Steps<OptimizerOf<"adagrad">> = (optimizer, moment) => {
  const { learningRateDecay: ψ } = optimizer;
  const ε = positive(optimizer.epsilon);
  const { weight: w, step: t } = moment;
  const { g, before } = decayed(optimizer, moment);
  const s = moment.state("sumOfSquares");
  const sum = s + g * g;
  const η = moment.learningRate / (1 + t * ψ);
  return [
    ...before,
    equation("s′", "s + g²", { s, g }, sum),
    ...(ψ === 0 ? [] : [equation("η′", "η / (1 + t·ψ)", { η: moment.learningRate, t, ψ }, η)]),
    equation(
      "w′",
      `w − ${ψ === 0 ? "η" : "η′"}·g / (√(s′) + ε)`,
      { w, [ψ === 0 ? "η" : "η′"]: η, g, "s′": sum, ε },
      w - (η * g) / (Math.sqrt(sum) + ε),
    ),
  ];
};

const adadelta: Steps<OptimizerOf<"adadelta">> = (optimizer, moment) => {
  const { rho: ρ } = optimizer;
  const ε = positive(optimizer.epsilon);
  const { weight: w, learningRate: η } = moment;
  const { g, before } = decayed(optimizer, moment);
  const [s, u] = [moment.state("meanSquare"), moment.state("meanSquaredStep")];
  const square = ρ * s + (1 - ρ) * g * g;
  const change = (Math.sqrt(u + ε) / Math.sqrt(square + ε)) * g;
  return [
    ...before,
    equation("s′", "ρ·s + (1 − ρ)·g²", { ρ, s, g }, square),
    equation("d", "√(u + ε) / √(s′ + ε)·g", { u, ε, "s′": square, g }, change),
    equation("u′", "ρ·u + (1 − ρ)·d²", { ρ, u, d: change }, ρ * u + (1 - ρ) * change * change),
    equation("w′", "w − η·d", { w, η, d: change }, w - η * change),
  ];
};

/** The running means of the gradient and of its square. */
function means(beta1: number, beta2: number, g: number, { state }: WeightMoment) {
  const [m, v] = [state("mean"), state("meanSquare")];
  const mean = beta1 * m + (1 - beta1) * g;
  const square = beta2 * v + (1 - beta2) * g * g;
  return {
    mean,
    square,
    equations: [
      equation("m′", "β₁·m + (1 − β₁)·g", { "β₁": beta1, m, g }, mean),
      equation("v′", "β₂·v + (1 − β₂)·g²", { "β₂": beta2, v, g }, square),
    ],
  };
}

const adamSteps =
  (decoupled: boolean): Steps<Omit<OptimizerOf<"adam">, "type">> =>
  (optimizer, moment) => {
    const { beta1, beta2, weightDecay: λ, amsgrad } = optimizer;
    const ε = positive(optimizer.epsilon);
    const { learningRate: η } = moment;
    const t = moment.step + 1;
    const w = decoupled ? moment.weight * (1 - η * λ) : moment.weight;
    const { g, before } = decoupled
      ? { g: moment.gradient, before: [equation("w₀", "w·(1 − η·λ)", { w: moment.weight, η, λ }, w)] }
      : decayed(optimizer, moment);
    const { mean, square, equations } = means(beta1, beta2, g, moment);
    const largest = moment.state("largestMeanSquare");
    const divisor = amsgrad ? Math.max(largest, square) : square;
    const root = amsgrad ? "s′" : "v′";
    const [m, v] = [mean / (1 - beta1 ** t), divisor / (1 - beta2 ** t)];
    const start = decoupled ? "w₀" : "w";
    return [
      ...before,
      ...equations,
      ...(amsgrad ? [equation("s′", "max(s, v′)", { s: largest, "v′": square }, divisor)] : []),
      equation("m̂", "m′ / (1 − β₁^t)", { "m′": mean, "β₁": beta1, t }, m),
      equation("v̂", `${root} / (1 − β₂^t)`, { [root]: divisor, "β₂": beta2, t }, v),
      equation(
        "w′",
        `${start} − η·m̂ / (√(v̂) + ε)`,
        { [start]: w, η, m̂: m, v̂: v, ε },
        w - (η * m) / (Math.sqrt(v) + ε),
      ),
    ];
  };

const nadam: Steps<OptimizerOf<"nadam">> = (optimizer, moment) => {
  const { beta1, beta2, momentumDecay: ψ } = optimizer;
  const ε = positive(optimizer.epsilon);
  const { weight: w, learningRate: η } = moment;
  const t = moment.step + 1;
  const { g, before } = decayed(optimizer, moment);
  const { mean, square, equations } = means(beta1, beta2, g, moment);
  const momentumAt = (step: number) => beta1 * (1 - 0.5 * 0.96 ** (step * ψ));
  const [μ, next] = [momentumAt(t), momentumAt(t + 1)];
  const product = (moment.step === 0 ? 1 : moment.momentumProduct) * μ;
  const root = square / (1 - beta2 ** t);
  const m = (next * mean) / (1 - product * next) + ((1 - μ) * g) / (1 - product);
  const numbers = { "β₁": beta1, ψ, t };
  return [
    ...before,
    ...equations,
    equation("μ", "β₁·(1 − 0.5·0.96^(t·ψ))", numbers, μ),
    equation("μ₊", "β₁·(1 − 0.5·0.96^((t + 1)·ψ))", numbers, next),
    equation("π′", "π·μ", { π: product / μ, μ }, product),
    equation(
      "m̂",
      "μ₊·m′ / (1 − π′·μ₊) + (1 − μ)·g / (1 − π′)",
      { "μ₊": next, "m′": mean, "π′": product, μ, g },
      m,
    ),
    equation("v̂", "v′ / (1 − β₂^t)", { "v′": square, "β₂": beta2, t }, root),
    equation("w′", "w − η·m̂ / (√(v̂) + ε)", { w, η, m̂: m, v̂: root, ε }, w - (η * m) / (Math.sqrt(root) + ε)),
  ];
};

const lion: Steps<OptimizerOf<"lion">> = ({ beta1, beta2, weightDecay: λ }, moment) => {
  const { weight: w, gradient: g, learningRate: η } = moment;
  const m = moment.state("mean");
  const direction = beta1 * m + (1 - beta1) * g;
  return [
    equation("d", "β₁·m + (1 − β₁)·g", { "β₁": beta1, m, g }, direction),
    equation("m′", "β₂·m + (1 − β₂)·g", { "β₂": beta2, m, g }, beta2 * m + (1 - beta2) * g),
    equation(
      "w′",
      "w·(1 − η·λ) − η·sign(d)",
      { w, η, λ, d: direction },
      w * (1 - η * λ) - η * Math.sign(direction),
    ),
  ];
};

const steps: { readonly [Name in OptimizerName]: Steps<OptimizerOf<Name>> } = {
  sgd,
  rmsprop,
  adagrad,
  adadelta,
  adam: adamSteps(false),
  adamw: adamSteps(true),
  nadam,
  lion,
};

/** How an optimizer takes one weight to its next value, formula by formula; the last gives the new weight. */
export const updateEquations = (optimizer: Optimizer, moment: WeightMoment): readonly Equation[] =>
  // The table's type says that each entry takes the parameters of its own name.
  (steps[optimizer.type] as Steps<Optimizer>)(optimizer, moment);
