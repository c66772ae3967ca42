/** Structures lie no deeper in each other than this in any Parquet file. */
const deepest = 16;
/** What ends a thrift structure, and the types whose values have no length of their own. */
const type = { stop: 0, true: 1, false: 2, byte: 3, double: 7, binary: 8, list: 9, set: 10, struct: 12 };

/**
 * The end of the structure of Thrift's compact protocol at `at`; throws a `RangeError` where it is damaged, or
 * claims more than there are bytes, so that whoever reads it afterwards takes memory in proportion.
 */
export function endOfThrift(bytes: DataView, at: number, depth = 0): number {
  if (depth > deepest) throw new RangeError("nested too deeply");
  let next = at;
  for (;;) {
    const head = bytes.getUint8(next++);
    const kind = head & 15;
    if (kind === type.stop) return next;
    if (head >> 4 === 0) next = endOfVarint(bytes, next);
    next = endOfValue(bytes, next, kind, depth);
  }
}

function endOfValue(bytes: DataView, at: number, kind: number, depth: number): number {
  switch (kind) {
    case type.true:
    case type.false:
      return at;
    case type.byte:
      return at + 1;
    case type.double:
      return at + 8;
    case type.binary: {
      const length = varint(bytes, at);
      return within(bytes, endOfVarint(bytes, at) + length);
    }
    case type.list:
    case type.set:
      return endOfList(bytes, at, depth);
    case type.struct:
      return endOfThrift(bytes, at, depth + 1);
    case 4:
    case 5:
    case 6:
      return endOfVarint(bytes, at);
    default:
      throw new RangeError(`no thrift type ${kind}`);
  }
}

function endOfList(bytes: DataView, at: number, depth: number): number {
  if (depth > deepest) throw new RangeError("nested too deeply");
  const head = bytes.getUint8(at);
  const isLong = head >> 4 === 15;
  const size = isLong ? varint(bytes, at + 1) : head >> 4;
  let next = isLong ? endOfVarint(bytes, at + 1) : at + 1;
  // Every element takes a byte at least.
  within(bytes, next + size);
  const kind = head & 15;
  for (let index = 0; index < size; index++)
    next = kind === type.true || kind === type.false ? next + 1 : endOfValue(bytes, next, kind, depth + 1);
  return within(bytes, next);
}

function within(bytes: DataView, at: number): number {
  if (at > bytes.byteLength) throw new RangeError("past the end");
  return at;
}

function endOfVarint(bytes: DataView, at: number): number {
  let next = at;
  while (bytes.getUint8(next++) & 128) if (next - at >= 10) throw new RangeError("a number too long");
  return next;
}

/** A number of 31 bits. */
export function varint(bytes: DataView, at: number): number {
  let value = 0;
  for (let index = 0; index < 5; index++) {
    const byte = bytes.getUint8(at + index);
    value += (byte & 127) * 2 ** (7 * index);
    if (byte < 128 && value < 2 ** 31) return value;
  }
  throw new RangeError("a number too large");
}

/** Bytes that the number takes. */
export const varintLength = (bytes: DataView, at: number): number => endOfVarint(bytes, at) - at;
