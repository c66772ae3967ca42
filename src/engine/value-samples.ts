import type { FloatArray } from "../data/dataset.ts";
import type { Place } from "./tensor.ts";

/** Values of a layer that are looked at for a histogram, at most about. */
export const mostValues = 4096;

/** Fraction of the golden ratio: its multiples, without their whole part, lie evenly whatever the shape. */
const golden = (Math.sqrt(5) - 1) / 2;

/** A tensor's values; of a large one some, spread over all of it. `memory` is seen as numbers of the run's precision. */
export function spreadValues(memory: FloatArray, place: Place): Float64Array {
  const units = place.shape.at(-1) as number;
  const count = place.shape.reduce((product, length) => product * length, 1);
  const start = place.address / memory.BYTES_PER_ELEMENT;
  return Float64Array.from({ length: Math.min(count, mostValues) }, (_, n) => {
    const at = count <= mostValues ? n : Math.floor(((n * golden) % 1) * count);
    return memory[start + place.index(Math.floor(at / units), at % units)] as number;
  });
}

/** Keeps some of the values `[rows, units]` that a layer gives, as many of each row and of each unit. */
export class OutputSample {
  readonly #stride: number;
  readonly #values: Float64Array;
  #count = 0;

  constructor(rows: number, units: number) {
    this.#stride = Math.max(1, Math.ceil((rows * units) / mostValues));
    this.#values = new Float64Array(rows * Math.ceil(units / this.#stride));
  }

  add(row: number, unit: number, value: number): void {
    if ((row + unit) % this.#stride === 0) this.#values[this.#count++] = value;
  }

  get values(): Float64Array {
    return this.#values.subarray(0, this.#count);
  }
}
