import { anyReading, columnReading, dateReadings } from "./dates.ts";

export type ColumnKind = "number" | "text" | "date";

const missing = /^(?:na|n\/a|nan|null)$/i;
const infinite = /^[+-]?inf(?:inity)?$/i;
const otherBase = /[xob]/i;

/** An empty cell, or a word for one. */
export function isMissing(text: string): boolean {
  const trimmed = text.trim();
  return trimmed === "" || (trimmed.length <= 4 && missing.test(trimmed));
}

/** The number that a cell holds, infinite where it overflows; undefined where it is not a number. */
export function readNumber(text: string): number | undefined {
  const value = Number(text);
  // Number() also reads 0x1F, and an empty text as 0.
  if (!Number.isNaN(value)) return otherBase.test(text) || text.trim() === "" ? undefined : value;
  const trimmed = text.trim();
  if (!infinite.test(trimmed)) return undefined;
  return trimmed.startsWith("-") ? -Infinity : Infinity;
}

/** Sees every cell of a column once, and tells what kind of column it is. */
export class ColumnScan {
  #cells = 0;
  #numbers = 0;
  #missing = 0;
  #readings = anyReading;
  #grows = true;
  #last = -Infinity;

  add(text: string): void {
    const value = readNumber(text);
    if (value === undefined && isMissing(text)) {
      this.#missing++;
      return;
    }
    this.#cells++;
    if (this.#readings !== 0) this.#readings &= dateReadings(text.trim());
    if (value === undefined) return;
    this.#numbers++;
    if (!(value > this.#last)) this.#grows = false;
    this.#last = value;
  }

  /** How the column's dates are read; 0 where it is none. */
  get dateReading(): number {
    return this.#cells === 0 ? 0 : columnReading(this.#readings);
  }

  get kind(): ColumnKind {
    if (this.dateReading !== 0) return "date";
    return 2 * this.#numbers > this.#cells ? "number" : "text";
  }

  /** Every cell is a number greater than the one before. */
  get grows(): boolean {
    return this.#grows && this.#missing === 0 && this.#numbers === this.#cells && Number.isFinite(this.#last);
  }
}
