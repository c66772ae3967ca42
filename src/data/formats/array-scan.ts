import * as l10n from "@vscode/l10n";
import { DataError } from "../error.ts";
import { checkMemory } from "../memory.ts";
import type { ByteStream } from "./byte-stream.ts";
import type { ElementType } from "./element-type.ts";
import type { ColumnTaker } from "./typed-column.ts";

const path = ["data", "file"];
/** What a column takes at least, with the block that it is written to. */
const columnBytes = 1024;
/** Bytes that are read at once, or one row where that is longer. */
const pieceLength = 2 ** 20;

/** An array whose first axis is the rows; the others together are the columns, the last axis fastest. */
export interface ArrayShape {
  /** As told to a person: the file, or the array in it. */
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  /** The first axis is the fastest, in place of the last. */
  readonly isFortran: boolean;
}

export const rowsOf = ({ shape }: ArrayShape): number => shape[0] ?? 0;

/** Values of a row. */
export const widthOf = ({ shape }: ArrayShape): number =>
  shape.slice(1).reduce((width, axis) => width * axis, 1);

/** `[height, width]` or `[height, width, channels]` where the rows are images. */
export const imageShapeOf = ({ shape }: ArrayShape): readonly number[] | undefined =>
  shape.length === 3 || shape.length === 4 ? shape.slice(1) : undefined;

/** Bytes of the array. */
export const bytesOf = (array: ArrayShape): number => rowsOf(array) * widthOf(array) * array.type.size;

/**
 * Throws a `DataError` for an array that cannot be read as columns, or whose rows would take too much memory. `size`
 * is how many bytes there are for it, where that is known.
 */
export function checkArray(array: ArrayShape, size: number | undefined, memoryLimit: number): void {
  const { name, shape, type } = array;
  const told = shape.join(" × ");
  if (shape.length === 0)
    throw new DataError(path, l10n.t("{0} is a single value. Save an array with a row per sample.", name));
  const bytes = bytesOf(array);
  if (!Number.isSafeInteger(bytes) || !Number.isSafeInteger(widthOf(array) * columnBytes))
    throw new DataError(path, l10n.t("{0} claims {1} values, which no file can have.", name, told));
  if (size !== undefined && bytes > size) throw cutShort(name);
  if (size !== undefined && bytes < size) throw tooLong(name);
  checkMemory(
    widthOf(array) * (columnBytes + type.size),
    memoryLimit,
    path,
    l10n.t("{0}, whose rows have {1} values each,", name, widthOf(array)),
  );
}

/** Hands the elements that follow in the stream to the columns' takers; throws a `DataError` where they are fewer. */
export async function scanArray(
  stream: ByteStream,
  array: ArrayShape,
  takers: readonly (ColumnTaker | undefined)[],
): Promise<void> {
  const { type } = array;
  const [rows, width] = [rowsOf(array), widthOf(array)];
  const isByColumn = array.isFortran && width > 1;
  const [series, length] = isByColumn ? [width, rows] : [1, rows * width];
  const unit = type.size * (isByColumn ? 1 : width);
  const piece = Math.max(1, Math.floor(pieceLength / unit)) * unit;
  for (let at = 0; at < series; at++) {
    const taken = isByColumn ? [takers[fortranColumn(array, at)]] : takers;
    for (let rest = length * type.size; rest > 0; ) {
      const wanted = Math.min(piece, rest);
      const bytes = await stream.take(wanted);
      if (bytes.length < wanted) throw cutShort(array.name);
      hand(bytes, array, taken, isByColumn ? 1 : width);
      rest -= wanted;
    }
  }
}

function hand(
  bytes: Uint8Array<ArrayBuffer>,
  { name, type }: ArrayShape,
  takers: readonly (ColumnTaker | undefined)[],
  width: number,
): void {
  const count = bytes.length / type.size;
  const numbers = type.numbers?.(bytes);
  takers.forEach((taker, column) => {
    if (!taker || taker.isDone) return;
    if (numbers) taker.numbers(numbers, column, width);
    else
      for (let at = column; at < count; at += width) {
        const text = type.text?.(bytes.subarray(at * type.size, (at + 1) * type.size));
        if (text === undefined)
          throw new DataError(path, l10n.t("{0} holds texts that are none: it is damaged.", name));
        taker.cell(text);
      }
  });
}

/** The column, its last axis fastest, that is the `at`-th with the first fastest. */
function fortranColumn({ shape }: ArrayShape, at: number): number {
  const axes = shape.slice(1);
  let [rest, column, stride] = [at, 0, axes.reduce((product, axis) => product * axis, 1)];
  for (const axis of axes) {
    stride /= axis;
    column += (rest % axis) * stride;
    rest = Math.floor(rest / axis);
  }
  return column;
}

export const cutShort = (name: string): DataError =>
  new DataError(
    path,
    l10n.t("{0} is cut short: it has fewer values than its header says. Copy or download it again.", name),
  );

export const tooLong = (name: string): DataError =>
  new DataError(
    path,
    l10n.t("{0} goes on after the values that its header names: it is damaged. Save it again.", name),
  );
