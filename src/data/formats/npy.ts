import type { DataFile } from "../files.ts";
import type { Source, SourceOptions } from "../source.ts";
import { checkArray, imageShapeOf, rowsOf, scanArray, tooLong, widthOf } from "./array-scan.ts";
import { ByteStream } from "./byte-stream.ts";
import { knownSize } from "./gzip.ts";
import { readNpyHeader } from "./npy-header.ts";
import { openTyped } from "./typed-source.ts";

/**
 * An array of NumPy: a row per index of its first axis, and the columns `c0`, `c1`, … for the others. Images, of shape
 * [rows, height, width] or [rows, height, width, channels], keep their shape.
 */
export async function openNpy(file: DataFile, options: SourceOptions): Promise<Source> {
  const first = new ByteStream(file, options);
  const { array, length } = await readNpyHeader(first, file.name);
  await first.close();
  const size = knownSize(file);
  checkArray(array, size === undefined ? undefined : size - length, options.memoryLimit);
  const { kind, isWhole = false } = array.type;
  const columns = Array.from({ length: widthOf(array) }, (_, at) => ({ name: `c${at}`, kind, isWhole }));
  const imageShape = imageShapeOf(array);
  const scan: Parameters<typeof openTyped>[0]["scan"] = async (takers) => {
    const stream = new ByteStream(file, options);
    try {
      await stream.take(length);
      await scanArray(stream, array, takers);
      if ((await stream.take(1)).length > 0) throw tooLong(file.name);
    } finally {
      await stream.close();
    }
  };
  return await openTyped(
    { file, rows: rowsOf(array), columns, ...(imageShape && { imageShape }), scan },
    options,
  );
}
