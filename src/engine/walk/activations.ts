import { compile } from "../../data/evaluate.ts";
import { type Expression, parseExpression } from "../../model/expression.ts";
import type { Activation, ActivationName, ActivationOf } from "../../model/model.ts";
import { derivative } from "../expressions/derivative.ts";
import { simplify } from "../expressions/terms.ts";

/** An activation and its derivative of one pre-activation z, a being its value: in numbers and in letters. */
export interface Curve {
  readonly value: (z: number) => number;
  readonly slope: (z: number, a: number) => number;
  readonly formula: string;
  readonly slopeFormula: string;
  /** Other letters in the formulas. */
  readonly constants?: Readonly<Record<string, number>>;
}

const curve = (
  formula: string,
  value: Curve["value"],
  slopeFormula: string,
  slope: Curve["slope"],
  constants?: Curve["constants"],
): Curve => ({ formula, value, slopeFormula, slope, ...(constants ? { constants } : {}) });

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
/** From here on softplus is z itself, as in PyTorch. */
const softplusLinear = 20;
const softplus = (z: number): number =>
  z > softplusLinear ? z : Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));

/** The normal distribution's density. */
const density = (z: number): number => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);

/** The normal distribution's function (Marsaglia 2004, "Evaluating the Normal Distribution"), to about 1e-16. */
function cumulative(z: number): number {
  if (z < -8.5) return 0;
  if (z > 8.5) return 1;
  let [sum, term] = [z, z];
  for (let n = 3; Math.abs(term) > 1e-18 * Math.abs(sum); n += 2) {
    term *= (z * z) / n;
    sum += term;
  }
  return 0.5 + sum * density(z);
}

const seluAlpha = 1.6732632423543772;
const seluScale = 1.0507009873554805;

type Entry<Name extends ActivationName> = Curve | ((activation: ActivationOf<Name>) => Curve);

const identity = curve(
  "z",
  (z) => z,
  "1",
  () => 1,
);

const curves: { readonly [Name in Exclude<ActivationName, "softmax">]: Entry<Name> } = {
  identity,
  quadratic: curve(
    "z²",
    (z) => z * z,
    "2·z",
    (z) => 2 * z,
  ),
  relu: curve(
    "max(z, 0)",
    (z) => Math.max(z, 0),
    "z > 0 ? 1 : 0",
    (z) => (z > 0 ? 1 : 0),
  ),
  leakyRelu: ({ slope }) =>
    curve(
      "z > 0 ? z : s·z",
      (z) => (z > 0 ? z : slope * z),
      "z > 0 ? 1 : s",
      (z) => (z > 0 ? 1 : slope),
      { s: slope },
    ),
  elu: curve(
    "z > 0 ? z : e^z − 1",
    (z) => (z > 0 ? z : Math.expm1(z)),
    "z > 0 ? 1 : e^z",
    (z) => (z > 0 ? 1 : Math.exp(z)),
  ),
  selu: curve(
    "λ·(z > 0 ? z : α·(e^z − 1))",
    (z) => seluScale * (z > 0 ? z : seluAlpha * Math.expm1(z)),
    "λ·(z > 0 ? 1 : α·e^z)",
    (z) => seluScale * (z > 0 ? 1 : seluAlpha * Math.exp(z)),
    { α: seluAlpha, λ: seluScale },
  ),
  sigmoid: curve("1 / (1 + e^(−z))", sigmoid, "a·(1 − a)", (_, a) => a * (1 - a)),
  tanh: curve("tanh(z)", Math.tanh, "1 − a²", (_, a) => 1 - a * a),
  exponential: curve("e^z", Math.exp, "a", (_, a) => a),
  softplus: curve("z > 20 ? z : ln(1 + e^z)", softplus, "z > 20 ? 1 : 1 / (1 + e^(−z))", (z) =>
    z > softplusLinear ? 1 : sigmoid(z),
  ),
  softsign: curve(
    "z / (1 + |z|)",
    (z) => z / (1 + Math.abs(z)),
    "(1 − |a|)²",
    (_, a) => (1 - Math.abs(a)) ** 2,
  ),
  gelu: curve(
    "z·Φ(z)",
    (z) => z * cumulative(z),
    "Φ(z) + z·φ(z)",
    (z) => cumulative(z) + z * density(z),
  ),
  silu: curve(
    "z·σ(z)",
    (z) => z * sigmoid(z),
    "σ(z)·(1 + z·(1 − σ(z)))",
    (z) => sigmoid(z) * (1 + z * (1 - sigmoid(z))),
  ),
  mish: curve(
    "z·tanh(ln(1 + e^z))",
    (z) => z * Math.tanh(softplus(z)),
    "tanh(ln(1 + e^z)) + z·(1 − tanh(ln(1 + e^z))²)·σ(z)",
    (z) => {
      const t = Math.tanh(softplus(z));
      return t + z * (1 - t * t) * sigmoid(z);
    },
  ),
  sin: curve("sin(z)", Math.sin, "cos(z)", Math.cos),
  expression: ({ expression }) => ownFunction(expression),
};

/** A function of one's own, and the derivative that the program works out. */
function ownFunction(text: string): Curve {
  const tree = simplify(parseExpression(text, { names: ["x"], draws: false }));
  return {
    // In the file's letter, x; other words of it are functions and constants.
    formula: text.replace(/\bx\b/g, "z"),
    value: evaluator(tree),
    slopeFormula: "f′(z)",
    slope: evaluator(simplify(derivative(tree))),
  };
}

function evaluator(tree: Expression): (x: number) => number {
  let at = 0;
  const none = () => Number.NaN;
  const run = compile(tree, { of: () => () => at, draw: { uniform: none, normal: none } });
  return (x) => {
    at = x;
    return run(0);
  };
}

/** The curve of an activation that takes each value for itself; undefined for softmax. */
export function curveOf(activation: Activation): Curve | undefined {
  if (activation.type === "softmax") return undefined;
  // The table's type says that each entry takes the parameters of its own name.
  const entry = curves[activation.type] as Entry<"expression">;
  return typeof entry === "function" ? entry(activation as ActivationOf<"expression">) : entry;
}

/** e^zᵢ / Σ e^z. */
export function softmax(z: Float64Array): Float64Array {
  const top = z.reduce((most, each) => Math.max(most, each), Number.NEGATIVE_INFINITY);
  const powers = z.map((each) => Math.exp(each - top));
  const total = powers.reduce((sum, each) => sum + each, 0);
  return powers.map((each) => each / total);
}
