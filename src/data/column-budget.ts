import * as l10n from "@vscode/l10n";
import type { JsonPath } from "../protocol/json.ts";
import { DataError } from "./error.ts";
import { formatBytes } from "./memory.ts";

/** Bytes up to which values are kept in double precision, though the network takes single. */
const exactBytes = 1 << 26;

/** The largest number that single precision holds. */
const largestSingle = (2 - 2 ** -23) * 2 ** 127;

/** Memory that the columns of one data set may take while they are read, and how exactly they are kept. */
export class ColumnBudget {
  readonly #limit: number;
  readonly #path: JsonPath;
  readonly #exact: number;
  #bytes = 0;

  /** `exact`: always in double precision. `path` is the key that is told once `limit` bytes are passed. */
  constructor(limit: number, path: JsonPath = ["data"], exact = true) {
    this.#limit = limit;
    this.#path = path;
    this.#exact = exact ? Number.POSITIVE_INFINITY : exactBytes;
  }

  /** As large and as exact a budget, nothing of it spent, for columns that are let go once they are copied. */
  beside(): ColumnBudget {
    return new ColumnBudget(this.#limit, this.#path, this.#exact !== exactBytes);
  }

  /** Bytes kept so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Columns will soon be kept in single precision, where they may share a slab. */
  get isLarge(): boolean {
    return this.#bytes > this.#exact / 2;
  }

  /** Columns will be kept in single precision once these bytes, in double, are kept. */
  isLargeWith(bytes: number): boolean {
    return this.#bytes + bytes > this.#exact;
  }

  /**
   * The values in memory of their own, in `place` where they are kept in single precision, `base` to be added to
   * each; throws a `DataError` past the limit.
   */
  keep(values: Float64Array, place?: Float32Array): { base: number; values: Float64Array | Float32Array } {
    const kept =
      this.#bytes + values.byteLength <= this.#exact
        ? { base: 0, values: values.length === values.buffer.byteLength / 8 ? values : values.slice() }
        : compact(values, place);
    this.#bytes += kept.values.byteLength;
    if (this.#bytes > this.#limit)
      throw new DataError(
        this.#path,
        l10n.t(
          "The data would take more than the {0} of memory that a run may take. Use less data.",
          formatBytes(this.#limit),
        ),
      );
    return kept;
  }
}

/**
 * The values in single precision. Where they all lie far from zero (times, years), as differences from a base, so
 * that the rounding stays small beside how they vary.
 */
export function compact(
  values: Float64Array,
  place: Float32Array = new Float32Array(values.length),
): { base: number; values: Float64Array | Float32Array } {
  const kept = place.subarray(0, values.length);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
    low = value < low ? value : low;
    high = value > high ? value : high;
  }
  // What single precision cannot hold may still fit once it is normalized.
  if (low < -largestSingle || high > largestSingle) return { base: 0, values: values.slice() };
  const base = Math.round((low + high) / 2);
  const isFar = high - low < Math.max(Math.abs(low), Math.abs(high)) / 4;
  if (!isFar || base === 0 || values.every((value) => Math.fround(value) === value || Number.isNaN(value))) {
    kept.set(values);
    return { base: 0, values: kept };
  }
  for (let at = 0; at < values.length; at++) kept[at] = (values[at] as number) - base;
  return { base, values: kept };
}
