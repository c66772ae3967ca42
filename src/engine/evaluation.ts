import type { Dataset, FloatArray } from "../data/dataset.ts";
import type { ModelFile } from "../model/model.ts";
import type { MetricName, Metrics } from "../protocol/events.ts";
import {
  numberLoss,
  numberMetric,
  numberWeights,
  passCount,
  passKept,
  stopDeadline,
} from "./kernels/layout.ts";
import { lossSteps } from "./losses/index.ts";
import type { Machine } from "./machine.ts";
import { metricSteps, metricsOf, outcomeOf } from "./metrics/index.ts";
import type { Outcome } from "./metrics/metric.ts";
import type { Pass } from "./pass.ts";

export interface Measured {
  readonly loss: number;
  readonly metrics: Metrics;
}

/**
 * Means over the first `rows` samples of a pass (the loss's by their weights, where they have some), and what its
 * metrics make of its outputs `kept`, `[rows, width]`. Called every epoch, of which there may be a million a second.
 */
export function measured(
  model: ModelFile,
  dataset: Dataset,
  pass: Pass,
  samples: Uint32Array,
  rows: number,
  kept: FloatArray | undefined,
): Measured {
  const { metric, overRows } = lossSteps[model.network.loss];
  const values = overRows && metric === "accuracy" ? rows : rows * dataset.outputWidth;
  const counted = pass.number(numberMetric) / values;
  return {
    loss: pass.number(numberLoss) / (dataset.sampleWeights ? pass.number(numberWeights) : rows),
    metrics: kept
      ? allMetrics(model, outcomeOf(model, dataset, samples.subarray(0, rows), kept), metric, counted)
      : metricsOf(model).length > 0
        ? { [metric]: counted }
        : {},
  };
}

/** The metrics that the file asks for, the one that the kernels count among them. */
function allMetrics(model: ModelFile, outcome: Outcome, metric: MetricName, counted: number): Metrics {
  const measure = (name: MetricName): number => (name === metric ? counted : metricSteps[name](outcome));
  return Object.fromEntries(metricsOf(model).map((name) => [name, measure(name)]));
}

/** Measures the network on some samples, batch by batch, and can be left and gone on with between two units of work. */
export class Evaluation {
  readonly #machine: Machine;
  readonly #samples: Uint32Array;
  #started = 0;

  constructor(machine: Machine, samples: Uint32Array) {
    this.#machine = machine;
    this.#samples = samples;
    const { evaluate } = machine.passes;
    evaluate.setNumber(numberLoss, 0);
    evaluate.setNumber(numberMetric, 0);
    evaluate.setNumber(numberWeights, 0);
    this.#next();
  }

  #next(): void {
    const { chunk, passes, kept, width } = this.#machine;
    const samples = this.#samples.subarray(this.#started, this.#started + chunk.length);
    chunk.set(samples);
    passes.evaluate.rewind(0);
    passes.evaluate.setWord(passCount, samples.length);
    if (kept) passes.evaluate.setWord(passKept, kept.evaluate.subarray(this.#started * width).byteOffset);
    this.#started += samples.length;
  }

  /** Goes on until `deadline`, in ms of `performance.now()`; whether all samples are done. */
  run(deadline: number): boolean {
    const { run, passes } = this.#machine;
    for (;;) {
      if (run(passes.evaluate.address, deadline, 0) === stopDeadline) return false;
      if (this.#started === this.#samples.length) return true;
      this.#next();
    }
  }

  result(model: ModelFile, dataset: Dataset): Measured {
    const { passes, kept } = this.#machine;
    return measured(model, dataset, passes.evaluate, this.#samples, this.#samples.length, kept?.evaluate);
  }
}
