import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Dataset, Table } from "../../src/data/dataset.ts";
import { loadDataset } from "../../src/data/load.ts";
import { Trainer } from "../../src/engine/trainer.ts";
import type { ModelFile } from "../../src/model/model.ts";
import { parseModelFile } from "../../src/model/parse.ts";
import { memoryLimit, open, read } from "./examples.ts";

const fixtures = path.join(import.meta.dirname, "../fixtures");
const startFile = path.join(fixtures, "tutorial-examples-start.json");
const resultFile = path.join(fixtures, "tutorial-examples.json");
const names = ["line", "quadratic", "sine-raw", "sine", "sine-noise", "two-neurons", "multi-step"];

interface LayerWeights {
  readonly kernel: number[][];
  readonly bias: number[];
}
interface Start {
  readonly learningRate: number;
  readonly clip: number;
  readonly epochs: number;
  readonly report: number[];
  readonly layers: (LayerWeights & { readonly activation: string })[];
  readonly inputs: number[][];
  readonly targets: number[][];
}
interface Result {
  readonly losses: Readonly<Record<string, number>>;
  readonly layers: readonly LayerWeights[];
}

async function load(name: string): Promise<{ model: ModelFile; dataset: Dataset }> {
  const { model } = parseModelFile(read(`${name}.nn.json`));
  if (!model) throw new Error(`${name} is invalid`);
  return { model, dataset: await loadDataset(model, open, { memoryLimit }) };
}

const vectors = (table: Table, starts: Uint32Array, width: number, samples: Uint32Array): number[][] =>
  Array.from(samples, (sample) => {
    const from = (starts[sample] as number) * table.width;
    return Array.from(table.values.subarray(from, from + width));
  });

function weightsOf(trainer: Trainer): LayerWeights[] {
  const tensors = trainer.weights();
  return tensors
    .filter(({ name }) => name.endsWith(".kernel"))
    .map(({ name, shape, data }) => {
      const units = shape[1] as number;
      const values = Array.from(data);
      return {
        kernel: Array.from({ length: shape[0] as number }, (_, row) =>
          values.slice(row * units, (row + 1) * units),
        ),
        bias: Array.from(tensors.find((other) => other.name === name.replace("kernel", "bias"))?.data ?? []),
      };
    });
}

/** What an untrained run exports, and the data as the network sees it, for the other program. */
async function start(name: string): Promise<Start> {
  const { model, dataset } = await load(name);
  const trainer = await Trainer.create({ model, dataset, memoryLimit, threads: 1 });
  const { optimizer, clip, epochs } = model.training;
  const { train } = dataset.split;
  const weights = weightsOf(trainer);
  trainer.dispose();
  const dense = model.network.layers.filter((layer) => layer.type === "dense");
  return {
    learningRate: optimizer.learningRate,
    clip: clip && "value" in clip ? clip.value : Number.NaN,
    epochs,
    report: [1, 10, 100, epochs],
    layers: weights.map((layer, index) => ({
      ...layer,
      activation: dense[index]?.activation.type ?? "",
    })),
    inputs: vectors(dataset.inputs, dataset.inputStart, dataset.inputWidth, train),
    targets: vectors(dataset.targets, dataset.targetStart, dataset.outputWidth, train),
  };
}

const { UPDATE_FIXTURES } = process.env;
if (UPDATE_FIXTURES) {
  it("writes what the other program starts from", async () => {
    const all: Record<string, Start> = {};
    for (const name of names) all[name] = await start(name);
    writeFileSync(startFile, `${JSON.stringify(all)}\n`);
  });
} else if (existsSync(resultFile)) {
  const starts = JSON.parse(readFileSync(startFile, "utf8")) as Record<string, Start>;
  const results = JSON.parse(readFileSync(resultFile, "utf8")) as Record<string, Result>;

  describe.each(names)("%s, against an independent program", (name) => {
    const expected = results[name] as Result;
    const from = starts[name] as Start;

    it("begins with the same weights and data", async () => {
      const now = await start(name);
      expect(now.epochs).toBe(from.epochs);
      for (const key of ["inputs", "targets"] as const)
        now[key].forEach((row, index) => {
          row.forEach((value, column) => {
            expect(value).toBeCloseTo(from[key][index]?.[column] as number, 12);
          });
        });
      expect(now.layers).toEqual(from.layers);
    });

    it("ends with the same losses and weights, to 1e-9", async () => {
      const { model, dataset } = await load(name);
      const trainer = await Trainer.create({ model, dataset, memoryLimit, threads: 1 });
      const losses = new Map<number, number>();
      while (trainer.position.epoch < from.epochs)
        for (const { epoch, loss } of trainer.run(1000, from.epochs).epochs) losses.set(epoch, loss);
      const weights = weightsOf(trainer);
      trainer.dispose();
      for (const [epoch, loss] of Object.entries(expected.losses))
        expect(Math.abs((losses.get(Number(epoch)) as number) - loss) / Math.max(1, loss)).toBeLessThan(1e-9);
      weights.forEach((layer, index) => {
        layer.kernel.flat().forEach((value, at) => {
          expect(value).toBeCloseTo(expected.layers[index]?.kernel.flat()[at] as number, 9);
        });
        layer.bias.forEach((value, at) => {
          expect(value).toBeCloseTo(expected.layers[index]?.bias[at] as number, 9);
        });
      });
    });
  });
}
