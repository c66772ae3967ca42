import { deltaBinaryUnpack } from "hyparquet/src/delta.js";
import { numberType } from "../element-type.ts";
import type { Leaf } from "./leaf.ts";
import { readHybrid } from "./levels.ts";
import { varint, varintLength } from "./thrift.ts";

/** What a page holds, without the missing ones: numbers, or texts. */
export type Values =
  | { readonly numbers: ArrayLike<number>; readonly texts?: undefined }
  | { readonly texts: readonly string[]; readonly numbers?: undefined };

/** More values in a block than any program packs. */
const longestBlock = 2 ** 20;
/** Bytes that the values of a page may have together once what they share is written out. */
const longestContinued = 2 ** 28;
const decoder = new TextDecoder("utf-8", { fatal: true });

/** Memory that is used for one page after the other: so many arrays would keep the collector busy. */
export class Scratch {
  #indices = new Uint32Array(0);
  #numbers = new Float64Array(0);
  #bytes = new Uint8Array(0);

  /** For what is read from the file at once. */
  bytes(count: number): Uint8Array<ArrayBuffer> {
    if (this.#bytes.length < count) this.#bytes = new Uint8Array(count);
    return this.#bytes;
  }

  indices(count: number): Uint32Array<ArrayBuffer> {
    if (this.#indices.length < count) this.#indices = new Uint32Array(count);
    return this.#indices;
  }

  numbers(count: number): Float64Array {
    if (this.#numbers.length < count) this.#numbers = new Float64Array(count);
    return this.#numbers.subarray(0, count);
  }
}

/**
 * Decodes `count` values, to be used before the next ones of the same `scratch`; throws an `Error` where the bytes are
 * none.
 */
export function decode(
  leaf: Leaf,
  encoding: string,
  bytes: Uint8Array,
  count: number,
  dictionary: Values | undefined,
  scratch: Scratch,
): Values {
  switch (encoding) {
    case "PLAIN":
      return plain(leaf, bytes, count);
    case "RLE":
      if (leaf.physical !== "BOOLEAN") throw new Error("only booleans are run lengths");
      return { numbers: readHybrid(bytes, 4, 1, count) };
    case "PLAIN_DICTIONARY":
    case "RLE_DICTIONARY":
      if (count === 0) return leaf.kind === "text" ? { texts: [] } : { numbers: [] };
      return lookUp(dictionary, readHybrid(bytes, 1, bytes[0] ?? 0, count, scratch.indices(count)), scratch);
    case "DELTA_BINARY_PACKED":
      return scaled(leaf, deltas(leaf.physical === "INT32", bytes, count).values);
    case "DELTA_LENGTH_BYTE_ARRAY": {
      const { values: lengths, end } = deltas(true, bytes, count);
      return ofBytes(leaf, cut(bytes, end, lengths));
    }
    case "DELTA_BYTE_ARRAY":
      return ofBytes(leaf, continued(bytes, count));
    case "BYTE_STREAM_SPLIT":
      return plain(leaf, gathered(bytes, leaf.size, count), count);
    default:
      throw new Error(`the encoding ${encoding}`);
  }
}

function plain(leaf: Leaf, bytes: Uint8Array, count: number): Values {
  if (leaf.physical === "BOOLEAN") {
    if (bytes.length < count / 8) throw new RangeError("fewer bits than values");
    return {
      numbers: Uint8Array.from({ length: count }, (_, at) => ((bytes[at >> 3] as number) >> (at & 7)) & 1),
    };
  }
  if (leaf.size > 0) {
    if (bytes.length < count * leaf.size) throw new RangeError("fewer bytes than values");
    if (leaf.numbers)
      return scaled(leaf, leaf.numbers(aligned(bytes.subarray(0, count * leaf.size), leaf.size)));
    return ofBytes(
      leaf,
      Array.from({ length: count }, (_, at) => bytes.subarray(at * leaf.size, (at + 1) * leaf.size)),
    );
  }
  // Of lengths that stand before them.
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const values: Uint8Array[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    const end = at + 4 + view.getUint32(at, true);
    if (end > bytes.length) throw new RangeError("a value past the end");
    values.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return ofBytes(leaf, values);
}

/** The bytes where elements of this size may lie. */
function aligned(bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset } = bytes;
  if (byteOffset % size !== 0 || !(buffer instanceof ArrayBuffer)) return new Uint8Array(bytes);
  return new Uint8Array(buffer, byteOffset, bytes.length);
}

function scaled({ scale }: Leaf, numbers: ArrayLike<number>): Values {
  if (!scale) return { numbers };
  const values = new Float64Array(numbers.length);
  for (let at = 0; at < values.length; at++) values[at] = scale(numbers[at] as number);
  return { numbers: values };
}

function ofBytes(leaf: Leaf, values: readonly Uint8Array[]): Values {
  if (leaf.kind === "text") return { texts: values.map((bytes) => decoder.decode(bytes)) };
  const { fromBytes } = leaf;
  if (!fromBytes) throw new Error("bytes where numbers belong");
  return scaled(leaf, values.map(fromBytes));
}

function lookUp(dictionary: Values | undefined, indices: Uint32Array, scratch: Scratch): Values {
  if (!dictionary) throw new Error("no dictionary");
  const { numbers, texts } = dictionary;
  const size = (numbers ?? texts).length;
  for (let at = 0; at < indices.length; at++)
    if ((indices[at] as number) >= size) throw new RangeError("an index past the dictionary");
  if (texts) return { texts: Array.from(indices, (index) => texts[index] as string) };
  const values = scratch.numbers(indices.length);
  for (let at = 0; at < values.length; at++) values[at] = numbers[indices[at] as number] as number;
  return { numbers: values };
}

/** Whole numbers as differences, and where they end. */
function deltas(
  isShort: boolean,
  bytes: Uint8Array,
  count: number,
): { values: ArrayLike<number>; end: number } {
  if (count === 0) return { values: [], end: 0 };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const block = varint(view, 0);
  const parts = varint(view, varintLength(view, 0));
  const isSound =
    block > 0 && block <= longestBlock && parts > 0 && block % parts === 0 && (block / parts) % 8 === 0;
  if (!isSound) throw new RangeError(`blocks of ${block} in ${parts} parts`);
  const reader = { view, offset: 0 };
  if (isShort) {
    const values = new Int32Array(count);
    deltaBinaryUnpack(reader, count, values);
    return { values, end: reader.offset };
  }
  const values = new BigInt64Array(count);
  deltaBinaryUnpack(reader, count, values);
  const numbers = numberType("i8", true)?.numbers?.(new Uint8Array(values.buffer));
  return { values: numbers ?? [], end: reader.offset };
}

/** Values of these lengths, one after the other. */
function cut(bytes: Uint8Array, start: number, lengths: ArrayLike<number>): Uint8Array[] {
  let at = start;
  return Array.from(lengths, (length) => {
    if (length < 0 || at + length > bytes.length) throw new RangeError("a value past the end");
    at += length;
    return bytes.subarray(at - length, at);
  });
}

/** Values that each begin as the one before did. */
function continued(bytes: Uint8Array, count: number): Uint8Array[] {
  const prefixes = deltas(true, bytes, count);
  const rest = bytes.subarray(prefixes.end);
  const suffixes = deltas(true, rest, count);
  let last: Uint8Array<ArrayBufferLike> = new Uint8Array(0);
  let total = 0;
  return cut(rest, suffixes.end, suffixes.values).map((suffix, index) => {
    const shared = prefixes.values[index] as number;
    if (shared < 0 || shared > last.length)
      throw new RangeError("a value longer than the one that it continues");
    total += shared + suffix.length;
    if (total > longestContinued) throw new RangeError("values too long");
    const value = new Uint8Array(shared + suffix.length);
    value.set(last.subarray(0, shared));
    value.set(suffix, shared);
    last = value;
    return value;
  });
}

/** Values whose first bytes stand together, then their second ones, and so on. */
function gathered(bytes: Uint8Array, size: number, count: number): Uint8Array {
  if (size === 0 || bytes.length < size * count) throw new RangeError("fewer bytes than values");
  const values = new Uint8Array(size * count);
  for (let byte = 0; byte < size; byte++)
    for (let at = 0; at < count; at++) values[at * size + byte] = bytes[byte * count + at] as number;
  return values;
}
