import { expect, test } from "vitest";
import { stream } from "../../src/data/random.ts";
import { Trainer } from "../../src/engine/trainer.ts";
import { dataset } from "./dataset.ts";
import { modelFile } from "./model.ts";

// What a right engine must reach on problems whose answers are known.

interface Problem {
  readonly inputs: number[][];
  readonly targets: number[][];
  readonly layers: object[];
  readonly loss: string;
  readonly training: { readonly epochs: number };
  readonly validation?: number;
}

async function train({ inputs, targets, layers, loss, training, validation = 0 }: Problem): Promise<Trainer> {
  const trainer = await Trainer.create({
    model: modelFile({ layers, loss }, training),
    dataset: dataset(inputs, targets, { validation }),
    memoryLimit: 1e8,
  });
  while (trainer.position.epoch < training.epochs) trainer.run(1000, training.epochs);
  return trainer;
}

test("an identity network is least squares", async () => {
  const random = stream(1, "data");
  const inputs = Array.from({ length: 50 }, () => [random.normal(), random.normal()]);
  const targets = inputs.map(([a = 0, b = 0]) => [2 * a - 0.5 * b + 1 + 0.3 * random.normal()]);
  const trainer = await train({
    inputs,
    targets,
    layers: [{ units: 1 }],
    loss: "mse",
    training: {
      optimizer: { type: "sgd", learningRate: 0.2 },
      batchSize: 50,
      epochs: 2000,
      precision: "float64",
    } as Problem["training"],
  });
  const [kernel, bias] = trainer.weights();
  const solution = [...(kernel?.data ?? []), ...(bias?.data ?? [])];
  // At the least squares the residual is orthogonal to every column.
  for (const column of [0, 1, 2]) {
    const products = inputs.map((row, at) => {
      const all = [...row, 1];
      const predicted = all.reduce((sum, value, index) => sum + value * (solution[index] ?? 0), 0);
      return (predicted - (targets[at]?.[0] ?? 0)) * (all[column] ?? 0);
    });
    expect(Math.abs(products.reduce((sum, product) => sum + product, 0))).toBeLessThan(1e-12);
  }
});

test.each([2, 5, 10])("the first loss of a balanced problem of %i classes is near ln K", async (classes) => {
  const random = stream(classes, "data");
  const inputs = Array.from({ length: 100 * classes }, () =>
    Array.from({ length: 8 }, () => 0.1 * random.normal()),
  );
  const targets = inputs.map((_, row) =>
    Array.from({ length: classes }, (_, label) => (label === row % classes ? 1 : 0)),
  );
  const layers = [
    { units: 16, activation: "relu" },
    { units: classes, activation: "softmax" },
  ];
  const trainer = await train({ inputs, targets, layers, loss: "crossEntropy", training: { epochs: 0 } });
  expect(Math.abs(trainer.evaluate("train").loss / Math.log(classes) - 1)).toBeLessThan(0.02);
});

test("XOR is solved by 2-4-1 tanh from at least 95 of 100 seeds", async () => {
  const inputs = [
    [-1, -1],
    [-1, 1],
    [1, -1],
    [1, 1],
  ];
  const targets = [[-1], [1], [1], [-1]];
  let solved = 0;
  for (let seed = 0; seed < 100; seed++) {
    const trainer = await train({
      inputs,
      targets,
      layers: [
        { units: 4, activation: "tanh" },
        { units: 1, activation: "tanh" },
      ],
      loss: "mse",
      training: {
        optimizer: { type: "adam", learningRate: 0.05 },
        batchSize: 4,
        epochs: 500,
        seed,
      } as Problem["training"],
    });
    const outputs = trainer.predict(Uint32Array.of(0, 1, 2, 3));
    if (targets.every(([target = 0], row) => (outputs[row] ?? 0) * target > 0.5)) solved++;
    trainer.dispose();
  }
  expect(solved).toBeGreaterThanOrEqual(95);
}, 20_000);

test("two spirals are told apart, above 97 % of the training points", async () => {
  // Lang & Witbrock 1988: 97 points a spiral, three turns.
  const spiral = (side: number) =>
    Array.from({ length: 97 }, (_, at) => {
      const angle = (at * Math.PI) / 16;
      const radius = (side * (104 - at)) / 104;
      return [3 * radius * Math.sin(angle), 3 * radius * Math.cos(angle)];
    });
  const inputs = [...spiral(1), ...spiral(-1)];
  const targets = inputs.map((_, row) => [row < 97 ? 1 : 0]);
  const trainer = await train({
    inputs,
    targets,
    layers: [
      { units: 32, activation: "tanh" },
      { units: 32, activation: "tanh" },
      { units: 1, activation: "sigmoid" },
    ],
    loss: "binaryCrossEntropy",
    training: { optimizer: { type: "adam", learningRate: 0.005 }, epochs: 6000 } as Problem["training"],
  });
  expect(trainer.evaluate("train").metrics.accuracy).toBeGreaterThan(0.97);
}, 20_000);

test("Mackey-Glass, six steps ahead: an error of 0.02 of the deviation or less", async () => {
  const lags = [18, 12, 6, 0];
  const series = mackeyGlass(1124).map((value) => 4 * (value - 0.9));
  const rows = Array.from({ length: 1000 }, (_, at) => at + 118);
  const inputs = rows.map((row) => lags.map((lag) => series[row - lag] as number));
  const targets = rows.map((row) => [series[row + 6] as number]);
  const trainer = await train({
    inputs,
    targets,
    layers: [{ units: 20, activation: "tanh" }, { units: 1 }],
    loss: "mse",
    training: {
      optimizer: { type: "adam", learningRate: 0.003 },
      batchSize: 10,
      epochs: 3000,
    } as Problem["training"],
    validation: 500,
  });
  const held = targets.slice(500).map(([value = 0]) => value);
  const mean = held.reduce((sum, value) => sum + value, 0) / held.length;
  const variance = held.reduce((sum, value) => sum + (value - mean) ** 2, 0) / held.length;
  expect(Math.sqrt(trainer.evaluate("validation").loss / variance)).toBeLessThanOrEqual(0.02);
}, 20_000);

/** dx/dt = 0.2 x(t − 17) / (1 + x(t − 17)^10) − 0.1 x(t) from x(0) = 1.2, one value a unit of time, by Runge-Kutta 4. */
function mackeyGlass(count: number): number[] {
  const steps = 10;
  const delay = 17 * steps;
  const width = 1 / steps;
  const slope = (now: number, past: number) => (0.2 * past) / (1 + past ** 10) - 0.1 * now;
  const values = [...new Array<number>(delay).fill(0), 1.2];
  for (let at = delay; at < delay + count * steps; at++) {
    const [now = 0, past = 0, next = 0] = [values[at], values[at - delay], values[at - delay + 1]];
    const middle = (past + next) / 2;
    const first = slope(now, past);
    const second = slope(now + (width / 2) * first, middle);
    const third = slope(now + (width / 2) * second, middle);
    const fourth = slope(now + width * third, next);
    values.push(now + (width / 6) * (first + 2 * second + 2 * third + fourth));
  }
  return Array.from({ length: count }, (_, time) => values[delay + steps * time] as number);
}
