import type { RandomStream } from "../../src/data/random.ts";
import type { Workload } from "./workload.ts";

interface Samples {
  /** `[rows, widths[0]]`. */
  readonly inputs: Float64Array;
  /** One number a row. */
  readonly targets: Float64Array;
}

export interface Definition extends Workload {
  readonly question: string;
  make(random: RandomStream): Samples;
}

const fill = (length: number, draw: (at: number) => number) =>
  Float64Array.from({ length }, (_, at) => draw(at));

/** Normal inputs, and per row a target. */
function table(
  random: RandomStream,
  rows: number,
  width: number,
  target: (row: Float64Array) => number,
): Samples {
  const inputs = fill(rows * width, () => random.normal());
  return { inputs, targets: fill(rows, (at) => target(inputs.subarray(at * width, (at + 1) * width))) };
}

const dot = (a: Float64Array, b: Float64Array) =>
  a.reduce((sum, value, at) => sum + value * (b[at] as number), 0);

/** A linear law of five inputs with noise; `fold` is applied to the target. */
function linearLaw(random: RandomStream, fold: (y: number) => number): Samples {
  const law = fill(5, () => random.normal());
  return table(random, 95, 5, (row) => fold(0.5 * dot(row, law) + 0.3 + 0.1 * random.normal()));
}

function spirals(random: RandomStream): Samples {
  const targets = fill(500, () => random.integer(2) * 2 - 1);
  const points = [...targets].flatMap((arm) => {
    const angle = random.uniform() * 3 * Math.PI;
    const turned = angle + (arm > 0 ? Math.PI : 0);
    return [Math.cos(turned), Math.sin(turned)].map((part) => (angle / 10) * part + 0.03 * random.normal());
  });
  return { inputs: Float64Array.from(points), targets };
}

function tabular(random: RandomStream): Samples {
  const law = fill(30, (at) => (at < 3 ? 0 : 0.2 * random.normal()));
  return table(random, 10_000, 30, (row) => {
    const [a = 0, b = 0, c = 0] = row;
    return Math.sin(2 * a) + b * c + dot(row, law) + 0.1 * random.normal();
  });
}

/** The class with the largest of ten linear scores, each centred over the rows. */
function classes(random: RandomStream, inputs: Float64Array, rows: number, noise: number): Samples {
  const width = inputs.length / rows;
  const laws = Array.from({ length: 10 }, () => fill(width, () => random.normal()));
  const scores = laws.map((law) => {
    const column = fill(
      rows,
      (at) => dot(inputs.subarray(at * width, (at + 1) * width), law) + noise * random.normal(),
    );
    const mean = column.reduce((sum, value) => sum + value, 0) / rows;
    return column.map((value) => value - mean);
  });
  const best = (row: number) =>
    scores.reduce(
      (leader, score, at) => ((score[row] as number) > (scores[leader]?.[row] as number) ? at : leader),
      0,
    );
  return { inputs, targets: fill(rows, best) };
}

/** Mostly dark pictures, as scanned digits are. */
function digitsLike(random: RandomStream): Samples {
  const inputs = fill(20_000 * 784, () => (random.uniform() < 0.2 ? random.uniform() : 0));
  return classes(random, inputs, 20_000, 0.5);
}

const plain = { momentum: 0, clip: 0, precision: "float32" } as const;
const tutorial = {
  ...plain,
  loss: "mse",
  optimizer: "sgd",
  learningRate: 0.001,
  clip: 1,
  precision: "float64",
  rows: 95,
  batchSize: 1,
} as const;

export const workloads: readonly Definition[] = [
  {
    ...tutorial,
    name: "W1",
    question: "a tutorial's neuron: 5→1, 95 rows one by one",
    widths: [5, 1],
    activations: ["identity"],
    epochs: 1000,
    make: (random) => linearLaw(random, (y) => y),
  },
  {
    ...tutorial,
    name: "W1b",
    question: "a chain of two: 5→1→1, 95 rows one by one",
    widths: [5, 1, 1],
    activations: ["relu", "identity"],
    epochs: 10_000,
    make: (random) => linearLaw(random, Math.abs),
  },
  {
    ...plain,
    name: "W2",
    question: "a playground's spiral: 2→8→8→1, batches of 10",
    widths: [2, 8, 8, 1],
    activations: ["tanh", "tanh", "tanh"],
    loss: "mse",
    optimizer: "adam",
    learningRate: 0.01,
    rows: 500,
    batchSize: 10,
    epochs: 200,
    make: spirals,
  },
  {
    ...plain,
    name: "W3",
    question: "a table: 30→64→64→1, batches of 32",
    widths: [30, 64, 64, 1],
    activations: ["relu", "relu", "identity"],
    loss: "mse",
    optimizer: "adam",
    learningRate: 0.001,
    rows: 10_000,
    batchSize: 32,
    epochs: 10,
    make: tabular,
  },
  {
    ...plain,
    name: "W4",
    question: "like digits: 784→128→10, batches of 64",
    widths: [784, 128, 10],
    activations: ["relu", "softmax"],
    loss: "crossEntropy",
    optimizer: "adam",
    learningRate: 0.001,
    rows: 20_000,
    batchSize: 64,
    epochs: 3,
    make: digitsLike,
  },
  {
    ...plain,
    name: "W5",
    question: "a wide one: 1024→1024→1024→10, batches of 128",
    widths: [1024, 1024, 1024, 10],
    activations: ["relu", "relu", "softmax"],
    loss: "crossEntropy",
    optimizer: "sgd",
    momentum: 0.9,
    learningRate: 0.01,
    rows: 5000,
    batchSize: 128,
    epochs: 2,
    make: (random) =>
      classes(
        random,
        fill(5000 * 1024, () => random.normal()),
        5000,
        0,
      ),
  },
];
