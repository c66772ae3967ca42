import * as l10n from "@vscode/l10n";
import { DataError } from "../error.ts";
import type { DataFile } from "../files.ts";
import type { Source, SourceOptions } from "../source.ts";
import { type ArrayShape, checkArray, imageShapeOf, rowsOf, scanArray, widthOf } from "./array-scan.ts";
import { ByteStream } from "./byte-stream.ts";
import { whole } from "./gzip.ts";
import { readNpyHeader } from "./npy-header.ts";
import type { ColumnTaker, TypedColumn } from "./typed-column.ts";
import { openTyped } from "./typed-source.ts";
import { readZip, type ZipEntry } from "./zip.ts";

const path = ["data", "file"];

interface Part {
  readonly entry: ZipEntry;
  readonly array: ArrayShape;
  /** Bytes before the array. */
  readonly headerLength: number;
}

/**
 * Arrays of NumPy with as many rows each: one of one dimension is a column of its name, one of more the columns
 * `name0`, `name1`, … The only one of images keeps their shape.
 */
export async function openNpz(packed: DataFile, options: SourceOptions): Promise<Source> {
  const file = await whole(packed, options.memoryLimit);
  const parts: Part[] = [];
  for (const entry of await readZip(file)) parts.push(await readPart(file, entry, options));
  const [first] = parts;
  if (!first) throw new DataError(path, l10n.t("{0} holds no array.", file.name));
  const rows = rowsOf(first.array);
  for (const { array } of parts)
    if (rowsOf(array) !== rows)
      throw new DataError(
        path,
        l10n.t(
          "{0} has {1} rows, and {2} has {3}. Save arrays of one length in one file.",
          first.array.name,
          rows,
          array.name,
          rowsOf(array),
        ),
      );
  const images = parts.map(({ array }) => imageShapeOf(array)).filter((shape) => shape !== undefined);
  const [imageShape] = images.length === 1 ? images : [];
  const scan = async (takers: readonly (ColumnTaker | undefined)[]) => {
    let column = 0;
    for (const part of parts) {
      const width = widthOf(part.array);
      const own = takers.slice(column, column + width);
      column += width;
      if (own.some((taker) => taker && !taker.isDone)) await scanPart(part, own, options);
    }
  };
  const columns = parts.flatMap(columnsOf);
  return await openTyped({ file, rows, columns, ...(imageShape && { imageShape }), scan }, options);
}

async function readPart(file: DataFile, entry: ZipEntry, options: SourceOptions): Promise<Part> {
  const name = `${file.name}: ${entry.name}`;
  const stream = new ByteStream(entry, { ...(options.signal && { signal: options.signal }) });
  const { array, length } = await readNpyHeader(stream, name);
  await stream.close();
  checkArray(array, entry.size - length, options.memoryLimit);
  return { entry, array, headerLength: length };
}

async function scanPart(
  { entry, array, headerLength }: Part,
  takers: readonly (ColumnTaker | undefined)[],
  options: SourceOptions,
): Promise<void> {
  const stream = new ByteStream(entry, options);
  try {
    await stream.take(headerLength);
    await scanArray(stream, array, takers);
    // To the end, where the checksum is.
    await stream.take(1);
  } finally {
    await stream.close();
  }
}

function columnsOf({ entry, array }: Part): TypedColumn[] {
  const name = entry.name.replace(/\.npy$/, "");
  const { kind, isWhole = false } = array.type;
  if (array.shape.length === 1) return [{ name, kind, isWhole }];
  return Array.from({ length: widthOf(array) }, (_, at) => ({ name: `${name}${at}`, kind, isWhole }));
}
