import { varint, varintLength } from "./thrift.ts";

/**
 * Numbers of `width` bits in runs and packed groups (Parquet's "RLE / bit-packing hybrid"), as many as `count`, from
 * `at` on, written to the start of `target`; throws a `RangeError` where there are fewer.
 */
export function readHybrid(
  bytes: Uint8Array,
  at: number,
  width: number,
  count: number,
  target = new Uint32Array(count),
): Uint32Array {
  const values = target.subarray(0, count);
  if (width === 0) return values.fill(0);
  if (width > 32) throw new RangeError(`numbers of ${width} bits`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let next = at;
  let filled = 0;
  while (filled < count) {
    const header = varint(view, next);
    next += varintLength(view, next);
    if (header & 1) {
      const wanted = Math.min((header >> 1) * 8, count - filled);
      // The last group may be cut off after the values that count.
      if (next + Math.ceil((wanted * width) / 8) > bytes.length)
        throw new RangeError("packed numbers past the end");
      unpack(bytes, next, width, values.subarray(filled, filled + wanted));
      filled += wanted;
      next += (header >> 1) * width;
    } else {
      let value = 0;
      for (let byte = 0; byte < Math.ceil(width / 8); byte++)
        value += view.getUint8(next++) * 2 ** (8 * byte);
      const end = Math.min(filled + (header >> 1), count);
      values.fill(value, filled, end);
      // A run of none takes a byte all the same, so that this comes to an end.
      filled = end;
    }
  }
  return values;
}

/** Packed numbers, the lowest bits first. */
function unpack(bytes: Uint8Array, start: number, width: number, values: Uint32Array): void {
  const mask = width === 32 ? 0xffffffff : 2 ** width - 1;
  let index = 0;
  let bit = 0;
  if (width <= 25) {
    // Each lies within four bytes.
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const last = bytes.length - 4 - start;
    for (; index < values.length && bit >>> 3 <= last; index++, bit += width)
      values[index] = (view.getUint32(start + (bit >>> 3), true) >>> (bit & 7)) & mask;
  }
  for (; index < values.length; index++, bit += width) {
    // A byte past the end is undefined, and counts as 0.
    const at = start + (bit >>> 3);
    const shift = bit & 7;
    const low =
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24);
    const high = shift === 0 ? 0 : (bytes[at + 4] as number) << (32 - shift);
    values[index] = ((low >>> shift) | high) & mask;
  }
}

/** What the levels of a page without gaps are. */
function isOneRunOfOnes(bytes: Uint8Array, at: number, count: number): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const header = varint(view, at);
  return (header & 1) === 0 && header >> 1 >= count && bytes[at + varintLength(view, at)] === 1;
}

/**
 * Which values are there, of a column that may lack some: `undefined` where all are. The levels are numbers of one
 * bit.
 */
export function readPresent(bytes: Uint8Array, at: number, count: number): Uint32Array | undefined {
  if (isOneRunOfOnes(bytes, at, count)) return undefined;
  const levels = readHybrid(bytes, at, 1, count);
  return levels.includes(0) ? levels : undefined;
}
