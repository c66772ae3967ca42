import * as l10n from "@vscode/l10n";
import type { SchemaElement } from "hyparquet";
import { type ElementType, half, numberType } from "../element-type.ts";
import type { TypedColumn } from "../typed-column.ts";

/** How the values of a column lie in a Parquet file, and what they mean. */
export interface Leaf extends TypedColumn {
  /** Some may be missing. */
  readonly isOptional: boolean;
  readonly physical: NonNullable<SchemaElement["type"]>;
  /** Bytes of one value; 0 where they differ, and for booleans, which are bits. */
  readonly size: number;
  /** Values of one size, as numbers before `scale`. */
  readonly numbers?: NonNullable<ElementType["numbers"]>;
  /** A value of bytes as a number before `scale`. */
  readonly fromBytes?: (bytes: Uint8Array) => number;
  /** The number that is meant: dates in ms since 1970, decimals in ones. */
  readonly scale?: (value: number) => number;
}

/** A column whose values cannot be read, and why; that matters once it is used. */
export interface Unreadable {
  readonly name: string;
  readonly reason: string;
}

const dayMs = 86_400_000;
/** Of 1970-01-01. */
const julianDay = 2_440_588;
const longestDecimal = 64;

/** The column of a schema element at the top level. */
export function leafOf(element: SchemaElement): Leaf | Unreadable {
  const { name, type: physical, num_children: children = 0 } = element;
  if (children > 0 || element.repetition_type === "REPEATED" || !physical)
    return { name, reason: l10n.t("it is nested: each of its cells holds several values") };
  const base = { name, physical, isOptional: element.repetition_type === "OPTIONAL" };
  const logical = element.logical_type?.type;
  const converted = element.converted_type;
  const scale = scaleOf(element);
  switch (physical) {
    case "BOOLEAN":
      return { ...base, kind: "number", size: 0 };
    case "FLOAT":
      return { ...base, ...plain("f4"), kind: "number" };
    case "DOUBLE":
      return { ...base, ...plain("f8"), kind: "number" };
    case "INT32":
      return { ...base, ...plain(isUnsigned(element) ? "u4" : "i4"), kind: kindOf(element), ...scale };
    case "INT64": {
      const isWhole = kindOf(element) === "number" && scale === undefined;
      return {
        ...base,
        ...plain(isUnsigned(element) ? "u8" : "i8"),
        kind: kindOf(element),
        isWhole,
        ...scale,
      };
    }
    case "INT96":
      return { ...base, kind: "date", size: 12, numbers: julianDates };
  }
  const decimal = logical === "DECIMAL" || converted === "DECIMAL";
  const size = physical === "BYTE_ARRAY" ? 0 : (element.type_length ?? 0);
  if (physical === "FIXED_LEN_BYTE_ARRAY" && size <= 0)
    return { name, reason: l10n.t("its values have no size") };
  if (decimal) return { ...base, kind: "number", size, fromBytes: wholeOfBytes, ...scale };
  if (logical === "FLOAT16" && size === 2)
    return { ...base, kind: "number", size, fromBytes: ([low = 0, high = 0]) => half(low + 256 * high) };
  const isText = logical === "STRING" || logical === "ENUM" || converted === "UTF8" || converted === "ENUM";
  // Some programs write texts without saying so.
  const isPlain = logical === undefined && converted === undefined;
  if (physical === "BYTE_ARRAY" && (isText || isPlain)) return { ...base, kind: "text", size };
  return { name, reason: l10n.t("its type is {0}", logical ?? converted ?? physical) };
}

function plain(name: string): { size: number; numbers: NonNullable<ElementType["numbers"]> } {
  const type = numberType(name, true);
  if (!type?.numbers) throw new Error(`There is no type ${name}.`);
  return { size: type.size, numbers: type.numbers };
}

function isUnsigned({ converted_type, logical_type }: SchemaElement): boolean {
  return converted_type?.startsWith("UINT") || (logical_type?.type === "INTEGER" && !logical_type.isSigned);
}

function kindOf({ converted_type, logical_type }: SchemaElement): "date" | "number" {
  const named = logical_type?.type ?? converted_type ?? "";
  return named === "DATE" || named.startsWith("TIMESTAMP") ? "date" : "number";
}

function scaleOf(element: SchemaElement): Pick<Leaf, "scale"> | undefined {
  const { converted_type: converted, logical_type: logical } = element;
  if (logical?.type === "DECIMAL" || converted === "DECIMAL") {
    const digits = logical?.type === "DECIMAL" ? logical.scale : element.scale;
    const factor = 10 ** (digits ?? 0);
    // Divided, as a tenth is not exact.
    return { scale: (value) => value / factor };
  }
  if (logical?.type === "DATE" || converted === "DATE") return { scale: (days) => days * dayMs };
  const unit =
    logical?.type === "TIMESTAMP" ? logical.unit : converted === "TIMESTAMP_MICROS" ? "MICROS" : undefined;
  if (unit === "MICROS") return { scale: (value) => value / 1e3 };
  // To the microsecond: the nanoseconds of today are past 2⁵³.
  if (unit === "NANOS") return { scale: (value) => Math.round(value / 1e3) / 1e3 };
  // Times and the like are neither exact beyond 2⁵³ nor as large.
  return undefined;
}

/** Julian day and nanosecond of the day, of four and eight bytes, as ms since 1970. */
function julianDates(bytes: Uint8Array<ArrayBuffer>): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Float64Array.from({ length: bytes.length / 12 }, (_, at) => {
    const nanoseconds = view.getUint32(12 * at, true) + view.getUint32(12 * at + 4, true) * 2 ** 32;
    return (view.getUint32(12 * at + 8, true) - julianDay) * dayMs + nanoseconds / 1e6;
  });
}

/** A whole number of any size, its highest byte first, the sign in its first bit. */
function wholeOfBytes(bytes: Uint8Array): number {
  if (bytes.length > longestDecimal) throw new RangeError(`a decimal of ${bytes.length} bytes`);
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte);
  return Number(BigInt.asIntN(8 * bytes.length, value));
}
