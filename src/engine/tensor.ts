import type { FloatArray } from "../data/dataset.ts";
import type { Initializer } from "../model/model.ts";
import type { Fans } from "./initializers/initializer.ts";
import { panelColumns, roundUp } from "./program.ts";
import type { Precision } from "./variant.ts";

/** A named array, row-major, as files of weights hold it. */
export interface Tensor {
  readonly name: string;
  readonly dtype: "F32" | "F64" | "U32" | "I32" | "U8";
  readonly shape: readonly number[];
  readonly data:
    | Float32Array<ArrayBuffer>
    | Float64Array<ArrayBuffer>
    | Uint32Array<ArrayBuffer>
    | Int32Array<ArrayBuffer>
    | Uint8Array<ArrayBuffer>;
}

/** Where a layer's kernel `[inputs, units]`, or one of its vectors `[units]`, stands in the kernels' memory. */
export interface Place {
  /** `layers.0.kernel`, `layers.0.bias`, … */
  readonly name: string;
  readonly layer: number;
  readonly shape: readonly number[];
  readonly address: number;
  readonly bytes: number;
  readonly initializer: Initializer;
  readonly fans: Fans;
  /** Index from `address`, in numbers, of the weight from input i to unit j. */
  index(input: number, unit: number): number;
}

/** Numbers that panels of a kernel `[inputs, units]` take. */
export const panelledLength = (inputs: number, units: number, columns: number): number =>
  roundUp(inputs, columns) * roundUp(units, columns);

/** A kernel in panels of units, each `[inputs][units of the panel]`. */
export function panelled(precision: Precision, inputs: number) {
  const columns = panelColumns(precision);
  const panelLength = roundUp(inputs, columns) * columns;
  return (input: number, unit: number): number =>
    Math.floor(unit / columns) * panelLength + input * columns + (unit % columns);
}

const inputsOf = (place: Place): number => (place.shape.length === 2 ? (place.shape[0] as number) : 1);

/** Copies a tensor out of memory; `memory` is seen as numbers of the run's precision, `offset` in bytes. */
export function readTensor(memory: FloatArray, place: Place, offset = 0, name = place.name): Tensor {
  const units = place.shape.at(-1) as number;
  const inputs = inputsOf(place);
  const data =
    memory instanceof Float64Array ? new Float64Array(inputs * units) : new Float32Array(inputs * units);
  const start = (place.address + offset) / memory.BYTES_PER_ELEMENT;
  for (let i = 0, at = 0; i < inputs; i++)
    for (let j = 0; j < units; j++) data[at++] = memory[start + place.index(i, j)] as number;
  return { name, dtype: memory instanceof Float64Array ? "F64" : "F32", shape: place.shape, data };
}

/** Copies row-major values into memory; the room between them stays as it is. */
export function writeTensor(memory: FloatArray, place: Place, values: ArrayLike<number>, offset = 0): void {
  const units = place.shape.at(-1) as number;
  const inputs = inputsOf(place);
  const start = (place.address + offset) / memory.BYTES_PER_ELEMENT;
  for (let i = 0, at = 0; i < inputs; i++)
    for (let j = 0; j < units; j++) memory[start + place.index(i, j)] = values[at++] as number;
}
