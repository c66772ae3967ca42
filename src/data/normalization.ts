import type { Normalization } from "../model/model.ts";
import { blockRows, type Column } from "./column.ts";

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
  let count = 0;
  let mean = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let start = 0; start < column.length; start += blockRows) {
    const { from, base, values } = column.block(start);
    for (let at = 0; at < values.length; at++) {
      if (rows[from + at] !== 1) continue;
      const value = base + (values[at] as number);
      count++;
      mean += (value - mean) / count;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  // Rounding must not give a constant column a deviation.
  if (min === max) return { mean: min, deviation: 0, min, max };
  // Squares of the deviations alone would overflow or vanish long before the values do.
  const reach = Math.max(max - mean, mean - min);
  let squares = 0;
  let rest = 0;
  for (let start = 0; start < column.length; start += blockRows) {
    const { from, base, values } = column.block(start);
    for (let at = 0; at < values.length; at++) {
      if (rows[from + at] !== 1) continue;
      const apart = (base + (values[at] as number) - mean) / reach;
      squares += apart * apart;
      rest += apart;
    }
  }
  // The mean's own rounding error, made good (Chan, Golub & LeVeque 1983).
  const variance = Math.max(0, (squares - (rest * rest) / count) / count);
  return { mean: mean + (rest / count) * reach, deviation: Math.sqrt(variance) * reach, min, max };
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
