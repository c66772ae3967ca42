import type { Dataset } from "../data/dataset.ts";
import type { ModelFile } from "../model/model.ts";
import type { Metrics } from "../protocol/events.ts";
import { numberLoss, numberMetric, passCount, stopDeadline } from "./kernels/layout.ts";
import { lossSteps } from "./losses/index.ts";
import type { Machine } from "./machine.ts";

export interface Measured {
  readonly loss: number;
  readonly metrics: Metrics;
}

/** Means over `rows` rows from their sums. */
export function measured(
  model: ModelFile,
  outputWidth: number,
  sums: { loss: number; metric: number },
  rows: number,
): Measured {
  const { metric, overRows } = lossSteps[model.network.loss];
  const values = overRows && metric === "accuracy" ? rows : rows * outputWidth;
  return { loss: sums.loss / rows, metrics: { [metric]: sums.metric / values } };
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
    this.#next();
  }

  #next(): void {
    const { chunk, passes } = this.#machine;
    const samples = this.#samples.subarray(this.#started, this.#started + chunk.length);
    chunk.set(samples);
    passes.evaluate.rewind(0);
    passes.evaluate.setWord(passCount, samples.length);
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

  result(model: ModelFile, { outputWidth }: Dataset): Measured {
    const { evaluate } = this.#machine.passes;
    const sums = { loss: evaluate.number(numberLoss), metric: evaluate.number(numberMetric) };
    return measured(model, outputWidth, sums, this.#samples.length);
  }
}
