import type { Dataset } from "../data/dataset.ts";
import type { Trainer } from "../engine/trainer.ts";
import type { ModelFile } from "../model/model.ts";
import { inferShapes } from "../model/shapes.ts";
import type { EndEvent, Figures } from "../protocol/events.ts";
import type { Finding } from "../protocol/finding.ts";
import type { RunFile } from "./run-file.ts";

/** What does not change while a run goes on. */
export interface RunFacts {
  readonly model: ModelFile;
  readonly dataset: Dataset;
  readonly program: string;
  readonly modelFile: string;
  readonly started: string;
}

/** What does. */
export interface RunState {
  readonly status: RunFile["status"];
  readonly trainer: Trainer;
  readonly seconds: number;
  readonly figures: Figures | undefined;
  /** Those of the best epoch, where early stopping keeps its weights. */
  readonly best: Figures | undefined;
  readonly end?: EndEvent;
  readonly findings: readonly Finding[];
}

/** The content of `run.json`. */
export function describeRun(facts: RunFacts, state: RunState): RunFile {
  const { model, dataset, program, modelFile, started } = facts;
  const { training, network } = model;
  const { statistics, labels } = dataset;
  const { epoch, batch } = state.trainer.position;
  const shapes = inferShapes(model, dataset.inputWidth);
  const figures = state.end ?? state.figures;
  const lost = state.status === "diverged" && state.trainer.bestEpoch !== undefined ? state.best : undefined;
  return {
    format: "backprop-run",
    version: 1,
    program,
    ...(model.title === undefined ? {} : { title: model.title }),
    modelFile,
    started,
    status: state.status,
    epoch,
    batch,
    epochs: training.epochs,
    seconds: state.seconds,
    parameters: state.trainer.parameters,
    precision: training.precision,
    seed: training.seed,
    batchSize: training.batchSize,
    optimizer: training.optimizer.type,
    loss: network.loss,
    layers: network.layers.map((layer, index) => ({
      type: layer.type,
      inputs: shapes.layers[index]?.input ?? 0,
      units: shapes.layers[index]?.output ?? 0,
      ...("bias" in layer ? { bias: layer.bias } : {}),
      ...("activation" in layer ? { activation: { ...layer.activation } } : {}),
      ...("rate" in layer ? { rate: layer.rate } : {}),
    })),
    data: {
      fingerprint: fingerprint(dataset),
      rows: statistics.rows,
      samples: statistics.samples,
      windowed: statistics.windowed,
      x: { name: dataset.x.name, isDate: dataset.x.isDate },
      inputs: dataset.inputElements.map((element) => ({ ...element })),
      outputs: dataset.outputElements.map((element) => ({ ...element })),
      inputColumns: statistics.inputs.map((column) => ({ ...column })),
      targetColumns: statistics.targets.map((column) => ({ ...column })),
      ...(labels ? { labels: [...labels] } : {}),
    },
    ...(figures ? { figures: onlyFigures(figures) } : {}),
    ...(state.end?.bestEpoch === undefined ? {} : { bestEpoch: state.end.bestEpoch }),
    ...(lost ? { bestFigures: onlyFigures(lost) } : {}),
    ...(state.end?.testLoss === undefined ? {} : { testLoss: state.end.testLoss }),
    ...(state.end?.testMetrics === undefined ? {} : { testMetrics: state.end.testMetrics }),
    findings: state.findings.map((finding) => ({ ...finding, path: [...finding.path] })),
  };
}

/** The figures alone of an event that carries more. */
export const onlyFigures = (figures: Figures): Figures => ({
  loss: figures.loss,
  ...(figures.validationLoss === undefined ? {} : { validationLoss: figures.validationLoss }),
  ...(figures.penalty === undefined ? {} : { penalty: figures.penalty }),
  metrics: figures.metrics,
  ...(figures.validationMetrics === undefined ? {} : { validationMetrics: figures.validationMetrics }),
  learningRate: figures.learningRate,
});

const fingerprints = new WeakMap<Dataset, string>();

/** 64 bits, as hexadecimal, of the values that the network sees and of their split. */
export function fingerprint(dataset: Dataset): string {
  const known = fingerprints.get(dataset);
  if (known !== undefined) return known;
  const parts = [dataset.inputs.values, dataset.targets.values, ...Object.values(dataset.split)];
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (const part of parts) {
    // Two FNV-1a hashes over whole words, with different primes.
    for (const word of new Uint32Array(part.buffer, part.byteOffset, part.byteLength >> 2)) {
      low = Math.imul(low ^ word, 0x01000193);
      high = Math.imul(high ^ word, 0x85ebca6b);
    }
    low = Math.imul(low ^ part.length, 0x01000193);
  }
  const text = [high, low].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  fingerprints.set(dataset, text);
  return text;
}
