import { anyReading, columnReading, dateReadings } from "./dates.ts";

export type ColumnKind = "number" | "text" | "date";

/** How the cells of one column are read. */
export interface CellFormat {
  readonly kind: ColumnKind;
  /** A number column of `true` and `false`, as 1 and 0. */
  readonly boolean: boolean;
  /** How its dates are read; 0 where it has none. */
  readonly dateReading: number;
}

const missing = /^(?:na|n\/a|nan|null)$/i;
const infinite = /^[+-]?inf(?:inity)?$/i;
const otherBase = /[xob]/i;
const truth = /^(?:true|false)$/i;

/** An empty cell, or a word for one. */
export function isMissing(text: string): boolean {
  const trimmed = text.trim();
  return trimmed === "" || (trimmed.length <= 4 && missing.test(trimmed));
}

/** The number that a cell holds, infinite where it overflows; undefined where it is not a number. */
export function readNumber(text: string, decimalComma = false): number | undefined {
  if (decimalComma) {
    if (text.includes(".")) return undefined;
    return readNumber(text.replace(",", "."));
  }
  const value = Number(text);
  // Number() also reads 0x1F, and an empty text as 0.
  if (!Number.isNaN(value)) return otherBase.test(text) || text.trim() === "" ? undefined : value;
  const trimmed = text.trim();
  if (!infinite.test(trimmed)) return undefined;
  return trimmed.startsWith("-") ? -Infinity : Infinity;
}

/** 1 for `true`, 0 for `false`, in any case; undefined for anything else. */
export function readBoolean(text: string): number | undefined {
  if (text.length < 4) return undefined;
  const trimmed = text.trim();
  if (!truth.test(trimmed)) return undefined;
  return trimmed.length === 4 ? 1 : 0;
}

/** Sees every cell of a column once, and tells how the column is to be read. */
export class ColumnScan {
  #cells = 0;
  #numbers = 0;
  #booleans = 0;
  #missing = 0;
  #readings = anyReading;
  #grows = true;
  #last = -Infinity;

  /** What the cell holds: its number, undefined for any other text, NaN where it is missing. */
  add(text: string, decimalComma = false): number | undefined {
    const value = readNumber(text, decimalComma);
    if (value !== undefined) {
      if (this.#readings !== 0) this.#readings &= dateReadings(text.trim());
      this.addNumber(value);
      return value;
    }
    if (isMissing(text)) {
      this.addMissing();
      return Number.NaN;
    }
    this.#cells++;
    if (this.#readings !== 0) this.#readings &= dateReadings(text.trim());
    if (this.#booleans === this.#cells - 1 && readBoolean(text) !== undefined) this.#booleans++;
    return undefined;
  }

  /** A cell that holds this number and, where it is not sure that a column has no dates, cannot be one. */
  addNumber(value: number): void {
    this.#cells++;
    this.#numbers++;
    if (!(value > this.#last)) this.#grows = false;
    this.#last = value;
  }

  /** Numbers, NaN for a missing one: the first at `offset`, each `stride` after the one before. */
  addNumbers(values: Float64Array, offset: number, stride: number, count: number): void {
    let missing = 0;
    for (let left = count, at = offset; left > 0; left--, at += stride) {
      const value = values[at] as number;
      if (Number.isNaN(value)) missing++;
      else if (this.#grows) {
        this.#grows = value > this.#last;
        this.#last = value;
      }
    }
    this.#missing += missing;
    this.#cells += count - missing;
    this.#numbers += count - missing;
  }

  addMissing(): void {
    this.#missing++;
  }

  /** A cell has been a date so far, whatever else it may be. */
  get mayBeDate(): boolean {
    return this.#readings !== 0;
  }

  get missing(): number {
    return this.#missing;
  }

  get #dateReading(): number {
    return this.#cells === 0 ? 0 : columnReading(this.#readings);
  }

  get format(): CellFormat {
    const dateReading = this.#dateReading;
    if (dateReading !== 0) return { kind: "date", boolean: false, dateReading };
    const boolean = this.#cells > 0 && this.#booleans === this.#cells;
    return { kind: boolean || 2 * this.#numbers > this.#cells ? "number" : "text", boolean, dateReading };
  }

  /** So far, every cell is a number greater than the one before. */
  get grows(): boolean {
    return this.#grows && this.#missing === 0 && this.#numbers === this.#cells && Number.isFinite(this.#last);
  }
}
