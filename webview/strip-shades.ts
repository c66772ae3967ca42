import { type Strip, stripBins } from "../src/protocol/inside.ts";

/** The picture of a strip: `[rows, columns]`, the largest values in the first row. */
export interface Shades {
  readonly columns: number;
  readonly rows: number;
  /** The first bin shown, and the one after the last; those below what a strip has hold nothing. */
  readonly bins: readonly [number, number];
  /** 0 to 255. */
  readonly alpha: Uint8ClampedArray;
}

/**
 * How dark each bin of a strip is, of the bins from the first to before the second; a column's fullest is darkest.
 * Neighbours are merged until there are at most `mostRows`, so that none is lost between two pixels.
 */
export function stripShades(
  { shares }: Strip,
  [first, end]: readonly [number, number],
  mostRows: number,
): Shades {
  const columns = shares.length / stripBins;
  const merged = Math.ceil((end - first) / mostRows);
  const rows = Math.ceil((end - first) / merged);
  const alpha = new Uint8ClampedArray(columns * rows);
  const sums = new Float64Array(rows);
  for (let column = 0; column < columns; column++) {
    sums.fill(0);
    for (let bin = first; bin < end; bin++) {
      const row = Math.floor((end - 1 - bin) / merged);
      sums[row] = (sums[row] as number) + (shares[column * stripBins + bin] as number) ** 2;
    }
    const most = Math.max(1, ...sums);
    for (let row = 0; row < rows; row++)
      alpha[row * columns + column] = 255 * Math.sqrt((sums[row] as number) / most);
  }
  return { columns, rows, bins: [end - rows * merged, end], alpha };
}
