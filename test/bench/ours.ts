// The engine itself, as `program.ts` drives it: reads a workload, and answers each line of work.
import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Dataset } from "../../src/data/dataset.ts";
import { Trainer } from "../../src/engine/trainer.ts";
import type { ModelFile } from "../../src/model/model.ts";
import { parseModelFile } from "../../src/model/parse.ts";
import { engineThreads } from "../../src/runs/engine-threads.ts";
import type { Answer, Ready } from "./program.ts";
import type { Work, Workload } from "./workload.ts";

const [folder = "", name = ""] = process.argv.slice(2);
const workload = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as Workload;
const { widths, rows } = workload;
const inputWidth = widths[0] as number;
const outputWidth = widths.at(-1) as number;

/** A file's bytes, held once. */
function read(path: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(statSync(path).size);
  const file = openSync(path, "r");
  for (let at = 0; at < bytes.length; ) at += readSync(file, bytes, at, bytes.length - at, at);
  closeSync(file);
  return bytes;
}

/** The arrays of the workload's file, views of one buffer. */
function arrays() {
  const { buffer } = read(join(folder, `${name}.bin`));
  const values = workload.precision === "float64" ? new Float64Array(buffer) : new Float32Array(buffer);
  let at = 0;
  const take = (length: number) => {
    at += length;
    return values.subarray(at - length, at);
  };
  const inputs = take(rows * inputWidth);
  const targets = take(rows);
  const weights = widths.slice(1).flatMap((units, at) => [take((widths[at] as number) * units), take(units)]);
  return { inputs, targets, weights };
}

const { inputs, targets, weights } = arrays();

function modelFile(): ModelFile {
  const { activations, loss, optimizer, learningRate, momentum, clip, precision, epochs, batchSize } =
    workload;
  const text = JSON.stringify({
    data: { values: { x: [0], y: [0] } },
    network: { layers: activations.map((activation, at) => ({ units: widths[at + 1], activation })), loss },
    training: {
      optimizer: { type: optimizer, learningRate, ...(momentum ? { momentum } : {}) },
      ...(clip ? { clip: { value: clip } } : {}),
      epochs,
      batchSize,
      precision,
      shuffle: false,
    },
  });
  const { model, findings } = parseModelFile(text);
  if (!model) throw new Error(JSON.stringify(findings));
  return model;
}

/** Of the first `count` rows; the inputs are never copied. */
function dataset(count: number): Dataset {
  const oneHot = new Float32Array(workload.loss === "crossEntropy" ? rows * outputWidth : 0);
  if (oneHot.length > 0) for (const [row, label] of targets.entries()) oneHot[row * outputWidth + label] = 1;
  const samples = Uint32Array.from({ length: rows }, (_, row) => row);
  const elements = (width: number) =>
    Array.from({ length: width }, () => ({ name: "", offset: 0, scale: 1 }));
  const none = samples.slice(0, 0);
  return {
    inputs: { values: inputs, width: inputWidth },
    targets: { values: oneHot.length > 0 ? oneHot : targets, width: outputWidth },
    inputWidth,
    outputWidth,
    inputStart: samples,
    targetStart: samples,
    split: { train: samples.subarray(0, count), validation: none, test: none },
    inputElements: elements(inputWidth),
    outputElements: elements(outputWidth),
    x: { name: "row", values: new Float64Array(rows), isDate: false },
    statistics: {
      rows,
      dropped: 0,
      samples: { train: count, validation: 0, test: 0 },
      inputs: [],
      targets: [],
      inputWidth,
      outputWidth,
      windowed: false,
      baselines: { constantLoss: 1 },
    },
  };
}

const model = modelFile();

/** A trainer of the first `count` rows, and what puts it back to the workload's first weights. */
async function build(count: number) {
  const trainer = await Trainer.create({
    model,
    dataset: dataset(count),
    memoryLimit: 2 ** 32,
    threads: availableParallelism(),
    startThread: engineThreads(import.meta.dirname),
  });
  const first = trainer.weights().map((tensor, at) => ({ ...tensor, data: weights[at] ?? tensor.data }));
  const state = trainer.state();
  return { count, trainer, rewind: () => trainer.restore(first, state) };
}

let built = await build(rows);

/** A slice of a run in the editor, and what is read after each. */
const sliceMilliseconds = 10;

async function answer({ epochs, rows: count, sliced = false }: Work): Promise<Answer> {
  if (built.count !== count) {
    built.trainer.dispose();
    built = await build(count);
  }
  const { trainer, rewind } = built;
  rewind();
  const start = performance.now();
  while (trainer.position.epoch < epochs) {
    trainer.run(sliced ? sliceMilliseconds : Number.POSITIVE_INFINITY, epochs);
    if (sliced) trainer.signals();
  }
  const seconds = (performance.now() - start) / 1000;
  const peak = process.resourceUsage().maxRSS * 1024;
  const facts = {
    kernels: trainer.memoryBytes,
    parameters: trainer.parameters,
    threads: trainer.threads,
    peak,
  };
  return { seconds, loss: trainer.evaluate("train").loss, facts };
}

const say = (message: Ready | Answer) => process.stdout.write(`${JSON.stringify(message)}\n`);
say({ program: "Backprop" });
for await (const line of createInterface({ input: process.stdin })) say(await answer(JSON.parse(line)));
