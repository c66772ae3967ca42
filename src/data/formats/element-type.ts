/** How the elements of an array lie in a file. */
export interface ElementType {
  readonly kind: "number" | "date" | "text";
  /** Bytes of one. */
  readonly size: number;
  /** Whole numbers that may be past 2⁵³. */
  readonly isWhole?: boolean;
  /** Of whole elements, in memory of their own that may be written to; dates in ms since 1970, NaN where missing. */
  readonly numbers?: (bytes: Uint8Array<ArrayBuffer>) => ArrayLike<number>;
  /** Of one element; undefined where it is no text. */
  readonly text?: (bytes: Uint8Array) => string | undefined;
}

const machineIsLittle = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Reverses the bytes of every element where they lie in the other order than the machine's. */
function toMachineOrder(bytes: Uint8Array, size: number, isLittle: boolean): void {
  if (size === 1 || isLittle === machineIsLittle) return;
  for (let from = 0; from < bytes.length; from += size)
    for (let low = from, high = from + size - 1; low < high; low++, high--) {
      const byte = bytes[low] as number;
      bytes[low] = bytes[high] as number;
      bytes[high] = byte;
    }
}

type View = new (buffer: ArrayBuffer, offset: number, length: number) => ArrayLike<number>;

const views: Readonly<Record<string, View>> = {
  b1: Uint8Array,
  i1: Int8Array,
  u1: Uint8Array,
  i2: Int16Array,
  u2: Uint16Array,
  i4: Int32Array,
  u4: Uint32Array,
  f4: Float32Array,
  f8: Float64Array,
};

/**
 * The type of a letter and a number of bytes, as NumPy names it (`f8`, `u1`, `i8`, `b1`, `f2`); undefined where
 * there is none of numbers.
 */
export function numberType(name: string, isLittle: boolean): ElementType | undefined {
  const size = Number(name.slice(1));
  const View = Object.hasOwn(views, name) ? views[name] : undefined;
  const convert = (bytes: Uint8Array<ArrayBuffer>): ArrayLike<number> => {
    toMachineOrder(bytes, size, isLittle);
    if (View) return new View(bytes.buffer, bytes.byteOffset, bytes.length / size);
    return name === "f2" ? halves(bytes) : wholes(bytes, name === "i8");
  };
  if (!View && name !== "f2" && name !== "i8" && name !== "u8") return undefined;
  return { kind: "number", size, isWhole: !View && name !== "f2", numbers: convert };
}

/** Whole numbers of eight bytes, rounded past 2⁵³. */
function wholes(bytes: Uint8Array<ArrayBuffer>, isSigned: boolean): Float64Array {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const [low, high] = machineIsLittle ? [0, 1] : [1, 0];
  const values = new Float64Array(words.length / 2);
  for (let at = 0; at < values.length; at++) {
    const upper = words[2 * at + high] as number;
    values[at] = (isSigned ? upper | 0 : upper) * 2 ** 32 + (words[2 * at + low] as number);
  }
  return values;
}

/** Numbers of two bytes (IEEE 754 binary16). */
function halves(bytes: Uint8Array<ArrayBuffer>): Float64Array {
  const words = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
  return Float64Array.from(words, half);
}

/** The number that the 16 bits of a half-precision float stand for. */
export function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

/** Microseconds that a unit of NumPy's dates takes, those that are always as long. */
const unitLength: Readonly<Record<string, number>> = {
  W: 604_800_000_000,
  D: 86_400_000_000,
  h: 3_600_000_000,
  m: 60_000_000,
  s: 1_000_000,
  ms: 1000,
  us: 1,
  ns: 1e-3,
};
/** NumPy's date that is none. */
const noDate = -(2 ** 63);

/** Dates as a count of units since 1970, such as `D` or `10ms`; undefined for a unit that is not known. */
export function dateType(unit: string, isLittle: boolean): ElementType | undefined {
  const [, count = "", name = ""] = /^(\d{0,6})([A-Za-z]{1,2})$/.exec(unit) ?? [];
  const numbers = numberType("i8", isLittle)?.numbers;
  const step = Object.hasOwn(unitLength, name) ? unitLength[name] : undefined;
  if (!numbers || (step === undefined && name !== "Y" && name !== "M")) return undefined;
  const factor = count === "" ? 1 : Number(count);
  const ms = (value: number): number => {
    if (value === noDate) return Number.NaN;
    const units = value * factor;
    if (step === undefined) return name === "Y" ? Date.UTC(1970 + units, 0) : Date.UTC(1970, units);
    // To the microsecond: the nanoseconds of today are past 2⁵³.
    return name === "ns" ? Math.round(units / 1e3) / 1e3 : (units * step) / 1e3;
  };
  return { kind: "date", size: 8, numbers: (bytes) => Float64Array.from(Array.from(numbers(bytes)), ms) };
}

/** Unicode of four bytes a character, or bytes of UTF-8; padded with zeros. */
export function textType(isUnicode: boolean, length: number, isLittle: boolean): ElementType {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const utf8 = (bytes: Uint8Array): string | undefined => {
    let end = bytes.length;
    while (end > 0 && bytes[end - 1] === 0) end--;
    try {
      return decoder.decode(bytes.subarray(0, end));
    } catch {
      return undefined;
    }
  };
  const unicode = (bytes: Uint8Array): string | undefined => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let text = "";
    for (let at = 0; at < bytes.length; at += 4) {
      const point = view.getUint32(at, isLittle);
      if (point > 0x10ffff) return undefined;
      text += String.fromCodePoint(point);
    }
    return text.replace(/\0+$/, "");
  };
  return { kind: "text", size: isUnicode ? 4 * length : length, text: isUnicode ? unicode : utf8 };
}
