import { closeSync, openSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";

/** A data set as files of several formats, with the same values. */
export interface DataFiles {
  readonly rows: number;
  readonly columns: number;
  /** Paths of `data.csv` and `data.npy`. */
  readonly csv: string;
  readonly npy: string;
  readonly csvBytes: number;
}

/** Rows that are written at once. */
const blockRows = 2000;

/** Standard normal values of single precision, always the same (mulberry32, then Box and Muller). */
function* normals(): Generator<number> {
  let state = 7;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  for (;;) {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    yield Math.fround(radius * Math.cos(2 * Math.PI * uniform()));
  }
}

/** NumPy's header, version 1, of a matrix of little-endian float32. */
function npyHeader(rows: number, columns: number): Buffer {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
  const padded = `${text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11)}\n`;
  return Buffer.concat([
    Buffer.from("\x93NUMPY\x01\x00", "latin1"),
    Buffer.from([padded.length & 255, padded.length >> 8]),
    Buffer.from(padded),
  ]);
}

/** Writes a matrix of random numbers as CSV, about 10 bytes a value, and as NPY. */
export function makeFiles(folder: string, rows: number, columns: number): DataFiles {
  const [csv, npy] = [join(folder, "data.csv"), join(folder, "data.npy")];
  const [csvFile, npyFile] = [openSync(csv, "w"), openSync(npy, "w")];
  const random = normals();
  writeSync(csvFile, `${Array.from({ length: columns }, (_, at) => `c${at}`).join(",")}\n`);
  writeSync(npyFile, npyHeader(rows, columns));
  for (let from = 0; from < rows; from += blockRows) {
    const count = Math.min(blockRows, rows - from);
    const values = Float32Array.from({ length: count * columns }, () => random.next().value as number);
    writeSync(npyFile, values);
    let text = "";
    for (let row = 0; row < count; row++) {
      for (let at = 0; at < columns; at++)
        text += (at > 0 ? "," : "") + (values[row * columns + at] as number).toFixed(6);
      text += "\n";
    }
    writeSync(csvFile, text);
  }
  closeSync(csvFile);
  closeSync(npyFile);
  return { rows, columns, csv, npy, csvBytes: statSync(csv).size };
}
