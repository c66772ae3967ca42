import type { Normalization } from "../model/model.ts";
import type { Column } from "./column.ts";
import { type ColumnBlock, exactValues } from "./column-block.ts";

/** Of a column's values on the rows that training touches. */
export interface Moments {
  readonly mean: number;
  /** Of the population (divided by n). */
  readonly deviation: number;
  readonly min: number;
  readonly max: number;
}

/** The network sees (value − offset) / scale. */
export interface Scaling {
  readonly offset: number;
  readonly scale: number;
}

/** Mean, population deviation and range of the values whose row is marked with 1; at least one is. */
export function momentsOf(column: Column, rows: Uint8Array): Moments {
  const blocks: readonly ColumnBlock[] = [...column.blocks()];
  const shift = column.get(rows.indexOf(1));
  const parts = blocks.map((block) => distances(block, rows, shift));
  const count = parts.reduce((all, part) => all + part.count, 0);
  const min = parts.reduce((all, part) => Math.min(all, part.min), Infinity);
  const max = parts.reduce((all, part) => Math.max(all, part.max), -Infinity);
  // Rounding must not give a constant column a deviation.
  if (min === max) return { mean: min, deviation: 0, min, max };
  const mean = parts.reduce((all, part) => all + part.mean * (part.count / count), shift);
  // Squares of the deviations alone would overflow or vanish long before the values do.
  const reach = Math.max(max - mean, mean - min);
  let [squares, rest] = [0, 0];
  for (const block of blocks) {
    const part = squaresOf(block, rows, mean, reach);
    squares += part.squares;
    rest += part.rest;
  }
  // The mean's own rounding error, made good (Chan, Golub & LeVeque 1983).
  const variance = Math.max(0, (squares - (rest * rest) / count) / count);
  return { mean: mean + (rest / count) * reach, deviation: Math.sqrt(variance) * reach, min, max };
}

/** Of the marked rows of a block: how many, their range, and the mean of their distances from `shift`. */
function distances(block: ColumnBlock, rows: Uint8Array, shift: number) {
  const { from } = block;
  const values = exactValues(block, from, from + block.values.length);
  let count = 0;
  let sum = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let at = 0; at < values.length; at++) {
    if (rows[from + at] !== 1) continue;
    const value = values[at] as number;
    count++;
    sum += value - shift;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (Number.isFinite(sum)) return { count, mean: sum / Math.max(1, count), min, max };
  // The sum overflows, where the mean need not.
  let mean = 0;
  for (let at = 0; at < values.length; at++)
    if (rows[from + at] === 1) mean += (values[at] as number) / count - shift / count;
  return { count, mean, min, max };
}

/** Of the marked rows of a block: the sums of their distances from `mean`, in units of `reach`, and of the squares. */
function squaresOf(block: ColumnBlock, rows: Uint8Array, mean: number, reach: number) {
  const { from } = block;
  const values = exactValues(block, from, from + block.values.length);
  let squares = 0;
  let rest = 0;
  for (let at = 0; at < values.length; at++) {
    if (rows[from + at] !== 1) continue;
    const apart = ((values[at] as number) - mean) / reach;
    squares += apart * apart;
    rest += apart;
  }
  return { squares, rest };
}

/** How a column of these moments is normalized; a constant one is only shifted. */
export function scalingOf(normalize: Normalization, { mean, deviation, min, max }: Moments): Scaling {
  switch (normalize) {
    case "none":
      return { offset: 0, scale: 1 };
    case "standard":
      return { offset: mean, scale: deviation === 0 ? 1 : deviation };
    case "minMax":
      return { offset: min, scale: max === min ? 1 : max - min };
  }
}
