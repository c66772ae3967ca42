import type { ActivationName, Layer } from "../model/model.ts";
import type { ActivationSignals } from "../protocol/signals.ts";
import { passCount } from "./kernels/layout.ts";
import type { Machine } from "./machine.ts";
import { OutputSample } from "./value-samples.ts";

/** Rows that are looked at. */
const mostRows = 256;

/** Whether a value lies where the slope is below 4 % of its largest: 4a(1 − a) of sigmoid, 1 − a² of tanh. */
const saturated: Readonly<Partial<Record<ActivationName, (value: number) => boolean>>> = {
  sigmoid: (value) => 4 * value * (1 - value) < 0.04,
  tanh: (value) => 1 - value * value < 0.04,
};

/** What each layer gives for training samples spread over the split; overwrites the activations in memory. */
export function activationSignals(
  machine: Machine,
  layers: readonly Layer[],
  train: Uint32Array,
): { readonly signals: ActivationSignals; readonly values: Float64Array }[] {
  const { plan, passes, run, chunk, values } = machine;
  const rows = Math.min(mostRows, train.length);
  const sample = (row: number): number => train[Math.floor((row * train.length) / rows)] as number;
  const counts = layers.map((layer, index) => new Counts(layer, rows, plan.outputs[index]?.width ?? 0));
  const step = Math.min(plan.rowsKept, chunk.length);
  for (let from = 0; from < rows; from += step) {
    const count = Math.min(step, rows - from);
    for (let row = 0; row < count; row++) chunk[row] = sample(from + row);
    passes.predict.rewind(0);
    passes.predict.setWord(passCount, count);
    run(passes.predict.address, Number.POSITIVE_INFINITY, 0);
    for (const [index, { address, panel, width }] of plan.outputs.entries()) {
      const columns = 32 / values.BYTES_PER_ELEMENT;
      for (let row = 0; row < count; row++)
        for (let unit = 0; unit < width; unit++) {
          const start = (address + Math.floor(unit / columns) * panel) / values.BYTES_PER_ELEMENT;
          counts[index]?.add(from + row, unit, values[start + row * columns + (unit % columns)] as number);
        }
    }
  }
  return counts.map((each) => each.result());
}

/** Adds up the values that one layer gives. */
class Counts {
  readonly #isRelu: boolean;
  readonly #isSaturated: ((value: number) => boolean) | undefined;
  readonly #alive: Uint8Array;
  readonly #sample: OutputSample;
  #count = 0;
  #mean = 0;
  #squares = 0;
  #flat = 0;

  constructor(layer: Layer, rows: number, width: number) {
    const activation = "activation" in layer ? layer.activation.type : "identity";
    this.#isRelu = activation === "relu";
    this.#isSaturated = saturated[activation];
    this.#alive = new Uint8Array(width);
    this.#sample = new OutputSample(rows, width);
  }

  /** Welford 1962, so that a large mean hides no small deviation. */
  add(row: number, unit: number, value: number): void {
    this.#sample.add(row, unit, value);
    this.#count++;
    const difference = value - this.#mean;
    this.#mean += difference / this.#count;
    this.#squares += difference * (value - this.#mean);
    if (value !== 0) this.#alive[unit] = 1;
    if (this.#isSaturated?.(value)) this.#flat++;
  }

  result() {
    const alive = this.#alive.reduce((total, each) => total + each, 0);
    const signals = {
      mean: this.#mean,
      deviation: Math.sqrt(this.#squares / Math.max(1, this.#count)),
      deadShare: this.#isRelu ? 1 - alive / this.#alive.length : 0,
      saturatedShare: this.#flat / Math.max(1, this.#count),
    };
    return { signals, values: this.#sample.values };
  }
}
