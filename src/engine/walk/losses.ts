import type { LossName } from "../../model/model.ts";

/** The loss of one value ŷ against its target y, and its derivative by ŷ: in numbers and in letters. */
export interface LossCurve {
  readonly value: (p: number, y: number) => number;
  readonly slope: (p: number, y: number) => number;
  readonly formula: string;
  readonly slopeFormula: string;
}

const lowest = 1e-7;
const clamped = (p: number): number => Math.min(Math.max(p, lowest), 1 - lowest);
const isClamped = (p: number): boolean => p < lowest || p > 1 - lowest;
/** Keeps the logarithm of Poisson's loss finite at 0, as Keras does. */
const leastRate = 1e-8;

export const lossCurves: Readonly<Record<LossName, LossCurve>> = {
  mse: {
    formula: "(ŷ − y)²",
    value: (p, y) => (p - y) ** 2,
    slopeFormula: "2·(ŷ − y)",
    slope: (p, y) => 2 * (p - y),
  },
  mae: {
    formula: "|ŷ − y|",
    value: (p, y) => Math.abs(p - y),
    slopeFormula: "sign(ŷ − y)",
    slope: (p, y) => Math.sign(p - y),
  },
  huber: {
    formula: "|ŷ − y| <= 1 ? (ŷ − y)² / 2 : |ŷ − y| − 1/2",
    value: (p, y) => (Math.abs(p - y) <= 1 ? 0.5 * (p - y) ** 2 : Math.abs(p - y) - 0.5),
    slopeFormula: "min(max(ŷ − y, −1), 1)",
    slope: (p, y) => Math.min(Math.max(p - y, -1), 1),
  },
  logCosh: {
    formula: "ln(cosh(ŷ − y))",
    // log cosh d = |d| + log(1 + e^(−2|d|)) − log 2: nothing overflows.
    value: (p, y) => Math.abs(p - y) + Math.log1p(Math.exp(-2 * Math.abs(p - y))) - Math.LN2,
    slopeFormula: "tanh(ŷ − y)",
    slope: (p, y) => Math.tanh(p - y),
  },
  crossEntropy: {
    formula: "−y·ln(ŷ)",
    value: (p, y) => (y === 0 ? 0 : -y * Math.log(clamped(p))),
    slopeFormula: "−y / ŷ",
    slope: (p, y) => (isClamped(p) ? 0 : -y / p),
  },
  binaryCrossEntropy: {
    formula: "−(y·ln(ŷ) + (1 − y)·ln(1 − ŷ))",
    value: (p, y) => -(y * Math.log(clamped(p)) + (1 - y) * Math.log(1 - clamped(p))),
    slopeFormula: "(ŷ − y) / (ŷ·(1 − ŷ))",
    slope: (p, y) => (isClamped(p) ? 0 : (p - y) / (p * (1 - p))),
  },
  hinge: {
    formula: "max(0, 1 − y·ŷ)",
    value: (p, y) => Math.max(0, 1 - y * p),
    slopeFormula: "y·ŷ < 1 ? −y : 0",
    slope: (p, y) => (y * p < 1 ? -y : 0),
  },
  poisson: {
    formula: "ŷ − y·ln(ŷ + 10^(−8))",
    value: (p, y) => p - y * Math.log(p + leastRate),
    slopeFormula: "1 − y / (ŷ + 10^(−8))",
    slope: (p, y) => 1 - y / (p + leastRate),
  },
};

/** The loss of each output taken from the logits z, where the last activation and the loss are worked out together. */
export function lossesOfLogits(loss: LossName, z: Float64Array, y: Float64Array): Float64Array {
  if (loss === "binaryCrossEntropy")
    return z.map(
      (each, at) => Math.max(each, 0) - each * (y[at] ?? 0) + Math.log1p(Math.exp(-Math.abs(each))),
    );
  const top = z.reduce((most, each) => Math.max(most, each), Number.NEGATIVE_INFINITY);
  const total = Math.log(z.reduce((sum, each) => sum + Math.exp(each - top), 0));
  return z.map((each, at) => (y[at] ? (y[at] ?? 0) * (total - (each - top)) : 0));
}
