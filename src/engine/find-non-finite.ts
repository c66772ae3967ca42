import type { FloatArray } from "../data/dataset.ts";
import type { BuiltLayer } from "./layers/index.ts";
import { type Found, firstNonFinite } from "./plan.ts";
import type { Matrix } from "./program.ts";
import type { Place } from "./tensor.ts";

/** The first output of a layer that is not finite in the batch's `rows` rows; the loss where all are finite. */
export function firstActivation(
  memory: FloatArray,
  layers: readonly BuiltLayer[],
  rows: number,
  loss: number,
): Found {
  for (const [layer, { output }] of layers.entries()) {
    const value = firstInMatrix(memory, output, rows);
    if (value !== undefined) return { layer, quantity: "activation", value };
  }
  return { quantity: "loss", value: loss };
}

/** The first number of the places that is not finite, `offset` bytes after them. */
export function firstOf(
  memory: FloatArray,
  places: readonly Place[],
  quantity: "gradient" | "weight",
  offset: number,
): Found {
  for (const place of places) {
    const value = firstNonFinite(memory, place, offset);
    if (value !== undefined) return { layer: place.layer, quantity, value };
  }
  return { quantity, value: Number.NaN };
}

function firstInMatrix(
  memory: FloatArray,
  { address, panel, width }: Matrix,
  rows: number,
): number | undefined {
  const size = memory.BYTES_PER_ELEMENT;
  const columns = 32 / size;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < width; column++) {
      const at = (address + Math.floor(column / columns) * panel) / size + row * columns + (column % columns);
      const value = memory[at] as number;
      if (!Number.isFinite(value)) return value;
    }
  return undefined;
}
