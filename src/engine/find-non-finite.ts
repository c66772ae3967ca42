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
  for (const [layer, { output, kept }] of layers.entries()) {
    const place = firstInMatrix(memory, output, rows);
    if (place === undefined) continue;
    const value = memory[place] as number;
    if (kept === output.address) return { layer, quantity: "activation", value };
    const input = memory[place + (kept - output.address) / memory.BYTES_PER_ELEMENT] as number;
    return { layer, quantity: "activation", value, input };
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

/** Index in memory of the first number of a matrix that is not finite. */
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
      if (!Number.isFinite(memory[at])) return at;
    }
  return undefined;
}
