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
  return quickMoments(blocks, rows, firstMean(column, rows)) ?? exactMoments(blocks, rows);
}

/** Mean of the first marked values. */
function firstMean(column: Column, rows: Uint8Array): number {
  let [count, mean] = [0, 0];
  for (let row = 0; row < rows.length && count < 256; row++)
    if (rows[row] === 1) mean += (column.get(row) - mean) / ++count;
  return mean;
}

/**
 * In one pass, by the distances from `shift`; undefined where the mean is so far from that, or the distances are so
 * large or small, that digits would be lost.
 */
function quickMoments(blocks: readonly ColumnBlock[], rows: Uint8Array, shift: number): Moments | undefined {
  let [count, sum, squares, min, max] = [0, 0, 0, Infinity, -Infinity];
  for (const block of blocks) {
    const part = distances(block, rows, shift);
    count += part.count;
    sum += part.sum;
    squares += part.squares;
    min = Math.min(min, part.min);
    max = Math.max(max, part.max);
  }
  const shifted = (sum * sum) / count;
  if (!(Number.isFinite(squares) && squares > 1e-280 && shifted < squares / 2)) return undefined;
  return { mean: shift + sum / count, deviation: Math.sqrt((squares - shifted) / count), min, max };
}

/** Of the marked rows of a block: how many, their range, and the sums of their distances from `shift` and of the squares. */
function distances(block: ColumnBlock, rows: Uint8Array, shift: number) {
  const { from } = block;
  const values = exactValues(block, from, from + block.values.length);
  let count = 0;
  let sum = 0;
  let squares = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
    // Without a branch, which a shuffled split would make hard to foresee.
    const mark = rows[from + at] as number;
    const distance = mark * (value - shift);
    count += mark;
    sum += distance;
    squares += distance * distance;
    // Of the values themselves: different ones may round to the same distance.
    if (value < min && mark === 1) min = value;
    if (value > max && mark === 1) max = value;
  }
  return { count, sum, squares, min, max };
}

/** In two passes, by the distances from the mean. */
function exactMoments(blocks: readonly ColumnBlock[], rows: Uint8Array): Moments {
  const parts = blocks.map((block) => meanOf(block, rows));
  const count = parts.reduce((all, part) => all + part.count, 0);
  const min = parts.reduce((all, part) => Math.min(all, part.min), Infinity);
  const max = parts.reduce((all, part) => Math.max(all, part.max), -Infinity);
  // Rounding must not give a constant column a deviation.
  if (min === max) return { mean: min, deviation: 0, min, max };
  const mean = parts.reduce((all, part) => all + part.mean * (part.count / count), 0);
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

/** Of the marked rows of a block: how many, their range, and their mean. */
function meanOf(block: ColumnBlock, rows: Uint8Array) {
  const { from } = block;
  const values = exactValues(block, from, from + block.values.length);
  let [count, mean, min, max] = [0, 0, Infinity, -Infinity];
  for (let at = 0; at < values.length; at++) {
    if (rows[from + at] !== 1) continue;
    const value = values[at] as number;
    count++;
    // Unlike a sum, it does not overflow.
    mean += value / count - mean / count;
    if (value < min) min = value;
    if (value > max) max = value;
  }
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
