import { type Strip, stripBins } from "../src/protocol/inside.ts";

/** The picture of a strip: `[rows, columns]`, the largest values in the first row. */
export interface Shades {
  readonly columns: number;
  readonly rows: number;
  /** 0 to 255. */
  readonly alpha: Uint8ClampedArray;
}

/** How dark each bin of a strip is, of the bins from the first to before the second; a column's fullest bin is darkest. */
export function stripShades({ shares }: Strip, [first, end]: readonly [number, number]): Shades {
  const columns = shares.length / stripBins;
  const rows = end - first;
  const alpha = new Uint8ClampedArray(columns * rows);
  for (let column = 0; column < columns; column++) {
    const bins = shares.subarray(column * stripBins + first, column * stripBins + end);
    let most = 1;
    for (const code of bins) if (code > most) most = code;
    for (let row = 0; row < rows; row++)
      alpha[row * columns + column] = (255 * (bins[rows - 1 - row] as number)) / most;
  }
  return { columns, rows, alpha };
}
