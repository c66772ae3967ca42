import * as l10n from "@vscode/l10n";
import { DataError } from "../error.ts";
import type { DataFile } from "../files.ts";
import type { Source, SourceOptions } from "../source.ts";
import {
  type ArrayShape,
  checkArray,
  imageShapeOf,
  rowsOf,
  scanArray,
  tooLong,
  widthOf,
} from "./array-scan.ts";
import { ByteStream } from "./byte-stream.ts";
import { numberType } from "./element-type.ts";
import { knownSize, mostUnpacked, unpacked } from "./gzip.ts";
import type { ColumnTaker, TypedColumn } from "./typed-column.ts";
import { openTyped } from "./typed-source.ts";

const path = ["data", "file"];
/** By their codes in the file. */
const types: ReadonlyMap<number, string> = new Map([
  [0x08, "u1"],
  [0x09, "i1"],
  [0x0b, "i2"],
  [0x0c, "i4"],
  [0x0d, "f4"],
  [0x0e, "f8"],
]);
const mostAxes = 8;

interface IdxFile {
  readonly file: DataFile;
  readonly array: ArrayShape;
  /** Bytes before the array. */
  readonly headerLength: number;
}

/** Whether a file of this name, without `.gz`, is one. */
export const isIdx = (name: string): boolean => /[.-]idx\d-ubyte$|-ubyte$/i.test(name);

/**
 * A file of the IDX format (that of MNIST: http://yann.lecun.com/exdb/mnist): the columns `c0`, `c1`, … of an index of
 * its first axis each, and last, for images that have their labels beside them by name, `label`. Labels alone are one
 * column, `label`.
 */
export async function openIdx(file: DataFile, options: SourceOptions): Promise<Source> {
  const main = await readHeader(file, options);
  const isLabels = main.array.shape.length === 1;
  const labels = isLabels ? undefined : await labelsOf(file, options);
  const rows = rowsOf(main.array);
  if (labels && (labels.array.shape.length !== 1 || rowsOf(labels.array) !== rows))
    throw new DataError(
      path,
      l10n.t(
        "{0} has {1} images, and {2} {3} labels.",
        file.name,
        rows,
        labels.file.name,
        rowsOf(labels.array),
      ),
    );
  const width = widthOf(main.array);
  const columns: TypedColumn[] = isLabels
    ? [{ name: "label", kind: "number" }]
    : Array.from({ length: width }, (_, at) => ({ name: `c${at}`, kind: "number" }));
  if (labels) columns.push({ name: "label", kind: "number" });
  const imageShape = imageShapeOf(main.array);
  const scan = async (takers: readonly (ColumnTaker | undefined)[]) => {
    await scanFile(main, takers.slice(0, width), options);
    if (labels && takers[width]) await scanFile(labels, [takers[width]], options);
  };
  return await openTyped({ file, rows, columns, ...(imageShape && { imageShape }), scan }, options);
}

async function readHeader(file: DataFile, options: SourceOptions): Promise<IdxFile> {
  const stream = new ByteStream(file, options);
  const start = await stream.take(4);
  const [zero, zeroToo, code = 0, axes = 0] = start;
  const type = numberType(types.get(code) ?? "", false);
  const isOne = start.length === 4 && zero === 0 && zeroToo === 0 && type && axes > 0 && axes <= mostAxes;
  if (!isOne)
    throw new DataError(
      path,
      l10n.t("{0} is no IDX file, or is damaged: it does not begin like one.", file.name),
    );
  const lengths = await stream.take(4 * axes);
  await stream.close();
  if (lengths.length < 4 * axes)
    throw new DataError(path, l10n.t("{0} is cut short. Copy or download it again.", file.name));
  const view = new DataView(lengths.buffer, lengths.byteOffset, lengths.length);
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 * axis));
  const headerLength = 4 + 4 * axes;
  const array = { name: file.name, type, shape, isFortran: false };
  const size = knownSize(file);
  checkArray(array, size === undefined ? undefined : size - headerLength, options.memoryLimit);
  return { file, array, headerLength };
}

async function scanFile(
  { file, array, headerLength }: IdxFile,
  takers: readonly (ColumnTaker | undefined)[],
  options: SourceOptions,
): Promise<void> {
  const stream = new ByteStream(file, options);
  try {
    await stream.take(headerLength);
    await scanArray(stream, array, takers);
    if ((await stream.take(1)).length > 0) throw tooLong(file.name);
  } finally {
    await stream.close();
  }
}

/** The labels of `…-images-idx3-ubyte` in `…-labels-idx1-ubyte`, packed or not; undefined where there are none. */
async function labelsOf(images: DataFile, options: SourceOptions): Promise<IdxFile | undefined> {
  const named = images.path.replace(/images([.-])idx\d(-ubyte(?:\.gz)?)$/i, "labels$1idx1$2");
  if (named === images.path) return undefined;
  const other = /\.gz$/i.test(named) ? named.replace(/\.gz$/i, "") : `${named}.gz`;
  for (const name of [named, other]) {
    const file = await openBeside(name, options);
    if (file) return await readHeader(file, options);
  }
  return undefined;
}

async function openBeside(name: string, { open }: SourceOptions): Promise<DataFile | undefined> {
  try {
    const [file] = await open(name);
    return file && /\.gz$/i.test(name) ? unpacked(file, mostUnpacked(file.size)) : file;
  } catch (error) {
    if (error instanceof DataError) return undefined;
    throw error;
  }
}
