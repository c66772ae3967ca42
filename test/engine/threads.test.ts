import { createHash } from "node:crypto";
import { Worker } from "node:worker_threads";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { depthBlock } from "../../src/engine/kernels/layout.ts";
import type { StartThread } from "../../src/engine/threads.ts";
import { type Tensor, Trainer } from "../../src/engine/trainer.ts";
import { type Workplace, workplace } from "../runs/build.ts";
import { dataset } from "./dataset.ts";
import { modelFile } from "./model.ts";

const memoryLimit = 2 ** 30;
let place: Workplace;
let workers: { readonly worker: Worker; readonly online: Promise<void>; readonly exit: Promise<number> }[] =
  [];

beforeAll(async () => {
  place = await workplace({ "engine-thread": "src/runs/engine-thread.ts" });
}, 60_000);
afterEach(async () => {
  vi.unstubAllGlobals();
  await Promise.all(workers.map(({ worker }) => worker.terminate()));
  workers = [];
});
afterAll(() => place.remove());

const startThread: StartThread = (job) => {
  const worker = new Worker(place.bundle("engine-thread.js"), { workerData: job });
  const online = new Promise<void>((resolve) => worker.once("online", resolve));
  workers.push({ worker, online, exit: new Promise((resolve) => worker.once("exit", resolve)) });
};

/** Numbers that look drawn and are the same every time. */
const table = (rows: number, width: number): number[][] =>
  Array.from({ length: rows }, (_, row) =>
    Array.from({ length: width }, (_, column) => Math.sin(row * 12.9898 + column * 78.233 + 1)),
  );
const classes = (rows: number, count: number): number[][] =>
  Array.from({ length: rows }, (_, row) =>
    Array.from({ length: count }, (_, column) => (row % count === column ? 1 : 0)),
  );

interface Case {
  readonly name: string;
  readonly widths: readonly [number, ...number[]];
  readonly rows: number;
  readonly network: { readonly activation: string; readonly last?: string; readonly loss: string };
  readonly training: object;
}

const cases: readonly Case[] = [
  {
    name: "adam in float32, widths that no panel divides, a last batch of one row",
    widths: [70, 123, 45, 3],
    rows: 603,
    network: { activation: "relu", loss: "mse" },
    training: { optimizer: { type: "adam", learningRate: 0.01 }, batchSize: 301 },
  },
  {
    name: "sgd with momentum and a clip by norm in float64, more inputs than one block of a sum has",
    widths: [depthBlock + 31, 67, 5],
    rows: 510,
    network: { activation: "tanh", loss: "mse" },
    training: {
      optimizer: { type: "sgd", learningRate: 0.1, momentum: 0.9 },
      clip: { norm: 0.05 },
      batchSize: 255,
      precision: "float64",
    },
  },
  {
    name: "classes with a clip by value, more rows than one block has",
    widths: [40, 130, 99, 10],
    rows: 777,
    network: { activation: "sigmoid", last: "softmax", loss: "crossEntropy" },
    training: {
      optimizer: { type: "sgd", learningRate: 0.5, momentum: 0.8, nesterov: true },
      clip: { value: 0.001 },
      batchSize: 555,
    },
  },
];

function options({ widths, rows, network, training }: Case) {
  const units = widths.slice(1);
  const layers = units.map((unit, at) => ({
    units: unit,
    activation: at === units.length - 1 ? (network.last ?? "identity") : network.activation,
  }));
  const outputs = units.at(-1) as number;
  const targets = network.last === "softmax" ? classes(rows, outputs) : table(rows, outputs);
  return {
    model: modelFile({ layers, loss: network.loss }, { ...training, epochs: 3, seed: 5 }),
    dataset: dataset(table(rows, widths[0]), targets, { validation: Math.floor(rows / 10) }),
    memoryLimit,
  };
}

/** Tells every bit of a tensor, and is compared in no time. */
const digest = ({ name, data }: Tensor) => ({ name, hash: createHash("sha256").update(data).digest("hex") });

/** All numbers of a whole training in slices of so many milliseconds. */
async function trained(training: Case, threads: number, milliseconds: number, start = startThread) {
  const trainer = await Trainer.create({ ...options(training), threads, startThread: start });
  expect(trainer.threads).toBe(threads);
  const epochs = [];
  let cut = 0;
  while (trainer.position.epoch < 3) {
    const slice = trainer.run(milliseconds, 3);
    epochs.push(...slice.epochs);
    if (!slice.atBatchEnd) cut++;
  }
  const outputs = trainer.predict(Uint32Array.of(0, 7, 100));
  const tensors = [...trainer.weights(), ...trainer.state(), ...trainer.gradients()].map(digest);
  trainer.dispose();
  return { numbers: { epochs, outputs, tensors }, cut };
}

describe("threads", () => {
  it.each(cases)("give the same numbers bit for bit: $name", async (training) => {
    const { numbers: alone } = await trained(training, 1, 1000);
    expect(alone.epochs.every(({ loss }) => Number.isFinite(loss))).toBe(true);
    for (const threads of [2, 3]) expect((await trained(training, threads, 1)).numbers).toEqual(alone);
  });

  it("stop between two parts of a step where a slice is over", async () => {
    const wide: Case = {
      name: "wide",
      widths: [700, 600, 4],
      rows: 800,
      network: { activation: "relu", loss: "mse" },
      training: { batchSize: 700, optimizer: "adam" },
    };
    const { numbers, cut } = await trained(wide, 2, 0);
    expect(cut).toBeGreaterThan(3);
    expect((await trained(wide, 1, 1000)).numbers).toEqual(numbers);
  });

  it("find the same number that is not finite", async () => {
    const [first] = cases as [Case, ...Case[]];
    const diverging = {
      ...first,
      training: { batchSize: 301, optimizer: { type: "sgd", learningRate: 1e6 } },
    };
    const found = async (threads: number) => {
      const trainer = await Trainer.create({ ...options(diverging), threads, startThread });
      expect(trainer.threads).toBe(threads);
      let slice = trainer.run(1, 100);
      while (!slice.nonFinite) slice = trainer.run(1, 100);
      trainer.dispose();
      return slice.nonFinite;
    };
    const alone = await found(1);
    expect(alone.quantity).toBeTypeOf("string");
    expect(await found(2)).toEqual(alone);
  });

  it("that come late or never hold nothing up", async () => {
    const [first] = cases as [Case, ...Case[]];
    const { numbers } = await trained(first, 3, 1000, () => {});
    expect((await trained(first, 1, 1000)).numbers).toEqual(numbers);
  });

  it("end when the trainer is disposed, whether they work, sleep or start", async () => {
    const [first] = cases as [Case, ...Case[]];
    const starting = await Trainer.create({ ...options(first), threads: 2, startThread });
    starting.dispose();
    const working = await Trainer.create({ ...options(first), threads: 3, startThread });
    await Promise.all(workers.map(({ online }) => online));
    working.stepBatch();
    working.dispose();
    expect(await Promise.all(workers.map(({ exit }) => exit))).toEqual([0, 0, 0]);
  });

  it("are not started for a small network, nor where memory cannot be shared", async () => {
    const start = vi.fn();
    const [first] = cases as [Case, ...Case[]];
    const small = { ...first, widths: [5, 8, 1] as const, training: { batchSize: 32 } };
    const trainer = await Trainer.create({ ...options(small), threads: 4, startThread: start });
    expect(trainer.threads).toBe(1);
    vi.stubGlobal("SharedArrayBuffer", undefined);
    const { numbers } = await trained(first, 1, 1000, start);
    const unshared = await Trainer.create({ ...options(first), threads: 4, startThread: start });
    expect(unshared.threads).toBe(1);
    unshared.run(1e6, 3);
    const weights = unshared.weights().map(digest);
    expect(weights).toEqual(numbers.tensors.slice(0, weights.length));
    expect(start).not.toHaveBeenCalled();
  });
});
